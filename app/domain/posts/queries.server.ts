import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { hashtagStream } from '../../notices/catalogue';
import { type EventCard, listEvents } from '../events/listings.server';
import { type Segment, segmentsOf } from '../hashtags/text.server';
import { exactly, isBehind, type Keyset, pageOf } from '../keyset.server';
import { isUnseen } from '../members/blocks.server';
import type { MemberCard } from '../members/queries.server';
import { stranger, type Viewer } from '../members/rules';
import { publicCard } from '../members/visibility.server';
import { closedTags, isHashtagOpen } from './visibility.server';

/** A post as everybody who may read it sees it: the same for a page, a feed and a stream. */
export interface PostView {
  id: string;
  at: string;
  author: MemberCard;
  segments: Segment[];
  /** Wears the scribe's hat in the community behind this hashtag. */
  scribe: boolean;
  /** Follows the evening from afar, and says so. */
  remote: boolean;
  thanks: number;
  replyTo: { id: string; handle: string } | null;
}

interface PostRow {
  id: string;
  text: string;
  at: Date;
  exactly: string;
  handle: string;
  name: string;
  portrait: string | null;
  leaving: boolean;
  scribe: boolean;
  remote: boolean;
  thanks: number;
  reply_id: string | null;
  reply_handle: string | null;
  tags: string[];
  owned: string[];
}

const postRows = (db: Db | Trx, tag: string) =>
  db
    .selectFrom('post_hashtags as ph')
    .innerJoin('posts as p', 'p.id', 'ph.post_id')
    .innerJoin('members as m', 'm.id', 'p.author_id')
    .leftJoin('posts as q', (join) => join.onRef('q.id', '=', 'p.reply_to').on('q.removed_at', 'is', null))
    .leftJoin('members as qm', (join) =>
      join.onRef('qm.id', '=', 'q.author_id').on('qm.suspended_at', 'is', null),
    )
    .select([
      'p.id',
      'p.text',
      'ph.created_at as at',
      exactly('ph.created_at').as('exactly'),
      ...publicCard('m'),
      sql<boolean>`m.leaving_at is not null`.as('leaving'),
      'q.id as reply_id',
      sql<string | null>`case when qm.leaving_at is null then qm.handle else '' end`.as('reply_handle'),
      sql<boolean>`exists (select 1 from memberships s where s.member_id = m.id and 'scribe' = any(s.roles)
        and s.community_id in (
          select community_id from hashtags where tag = ph.tag and community_id is not null
          union select community_id from events where hashtag = ph.tag and status <> 'draft'))`.as('scribe'),
      sql<boolean>`exists (select 1 from rsvps r join events e on e.id = r.event_id
        where e.hashtag = ph.tag and r.contact_id = m.contact_id and r.answer = 'remote'
          and r.seen_by = 'everyone'
          and e.visibility = 'public' and e.status = 'published')`.as('remote'),
      sql<number>`(select count(*)::int from thanks t where t.post_id = p.id)`.as('thanks'),
      sql<string[]>`array(select o.tag from post_hashtags o where o.post_id = p.id)`.as('tags'),
      sql<string[]>`array(select o.tag from post_hashtags o join hashtags h on h.tag = o.tag
        where o.post_id = p.id and h.community_id is not null)`.as('owned'),
    ])
    .where('ph.tag', '=', tag)
    .where('p.removed_at', 'is', null)
    .where('m.suspended_at', 'is', null);

/** Who signs for those who left, and for who is on their way out. */
const NOBODY: MemberCard = { handle: '', name: '', portrait: null };

const present = (row: PostRow): PostView => ({
  id: row.id,
  at: row.at.toISOString(),
  author: row.leaving ? NOBODY : { handle: row.handle, name: row.name, portrait: row.portrait },
  segments: segmentsOf(row.text, new Set(row.owned)),
  scribe: row.scribe,
  remote: row.remote,
  thanks: row.thanks,
  replyTo: row.reply_id && row.reply_handle !== null ? { id: row.reply_id, handle: row.reply_handle } : null,
});

export interface PostPage {
  posts: PostView[];
  /** Behind the last of these, as an address has it, or null where there are no more. */
  next: string | null;
}

/**
 * The posts under a hashtag, the latest first; none that also stands under a tag closed to the viewer, none by whom
 * they muted, blocked, or are blocked by.
 */
export async function listPosts(
  db: Db,
  viewer: Viewer,
  tag: string,
  { before, limit = 40 }: { before?: Keyset; limit?: number } = {},
): Promise<PostPage> {
  let query = postRows(db, tag)
    .orderBy('ph.created_at', 'desc')
    .orderBy('ph.post_id', 'desc')
    .limit(limit + 1);
  if (viewer.member) query = query.where(sql<boolean>`not ${isUnseen(viewer, sql.ref('p.author_id'))}`);
  if (before) query = query.where(isBehind(before, 'ph.created_at', 'ph.post_id', 'desc'));
  const { page, next } = pageOf(await query.execute(), limit);
  return { posts: (await openOnes(db, viewer, tag, page)).map(present), next };
}

async function openOnes(db: Db | Trx, viewer: Viewer, tag: string, rows: PostRow[]): Promise<PostRow[]> {
  const others = [...new Set(rows.flatMap((row) => row.tags))].filter((other) => other !== tag);
  const closed = await closedTags(db, viewer, others);
  return rows.filter((row) => !row.tags.some((other) => closed.has(other)));
}

/**
 * Posts of a stream by their ids, as everybody who may open its page sees them. One that also stands
 * under a tag closed to strangers is left out: a stream carries the same bytes to all.
 */
export async function loadPosts(db: Db | Trx, tag: string, ids: string[]): Promise<Map<string, PostView>> {
  if (ids.length === 0) return new Map();
  const rows = await postRows(db, tag).where('p.id', 'in', ids).execute();
  const open = await openOnes(db, stranger, tag, rows);
  return new Map(open.map((row) => [row.id, present(row)]));
}

/** Which of these posts a member thanked. */
export async function listThanked(db: Db, memberId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('thanks')
    .select('post_id')
    .where('member_id', '=', memberId)
    .where('post_id', 'in', ids)
    .execute();
  return rows.map(({ post_id }) => post_id);
}

/** What a hashtag's page is about. */
export interface HashtagPage {
  tag: string;
  display: string;
  /** Nobody used it yet: an empty page that search engines need not know. */
  unknown: boolean;
  community: { tag: string; name: string } | null;
  /** The evening in progress under it, else the next, else the last. */
  event: EventCard | null;
  posts: number;
  people: number;
  /** The stream that tells what happens here, and the number in it that a page drawn now is up to. */
  stream: string;
  seq: string;
}

/** The page of a hashtag; undefined where it is closed to the viewer. */
export async function findHashtagPage(
  db: Db,
  viewer: Viewer,
  tag: string,
  typed = tag,
): Promise<HashtagPage | undefined> {
  if (!(await isHashtagOpen(db, viewer, tag))) return undefined;
  const name = hashtagStream(tag);
  const row = await db
    .selectFrom('hashtags as h')
    .leftJoin('communities as c', (join) =>
      join.onRef('c.id', '=', 'h.community_id').on('c.visibility', '=', 'public'),
    )
    .leftJoin('hashtags as ch', 'ch.tag', 'c.hashtag')
    .select([
      'h.display',
      'c.hashtag as community_tag',
      'ch.display as community_name',
      sql<number>`h.posts - ${silenced('coalesce(sum(posts), 0)')}`.as('posts'),
      sql<number>`h.pens - ${silenced('count(*)')}`.as('people'),
      // Before the posts are read: what comes between is then told twice rather than never.
      sql<string | null>`(select seq from streams where stream = ${name})`.as('seq'),
    ])
    .where('h.tag', '=', tag)
    .executeTakeFirst();
  const community =
    row?.community_tag && row.community_name ? { tag: row.community_tag, name: row.community_name } : null;
  return {
    tag,
    display: row?.display ?? typed,
    unknown: row === undefined,
    community,
    event: row ? await findEventUnder(db, viewer, tag) : null,
    posts: row?.posts ?? 0,
    people: row?.people ?? 0,
    stream: name,
    seq: row?.seq ?? '0',
  };
}

/** What its figures leave out: the pens of those who are suspended, and these are few. */
const silenced = (figure: string) => sql`(select ${sql.raw(figure)}::int
  from members s join pens on pens.tag = h.tag and pens.member_id = s.id and pens.posts > 0
  where s.suspended_at is not null)`;

async function findEventUnder(db: Db, viewer: Viewer, tag: string): Promise<EventCard | null> {
  const [coming] = await listEvents(db, viewer, { when: 'coming', tag, limit: 1 });
  if (coming) return coming;
  const [past] = await listEvents(db, viewer, { when: 'past', tag, limit: 1 });
  return past ?? null;
}

/** Posts per slice of time from `from` to `to`: the rhythm of an evening. */
export async function rhythmOf(db: Db, tag: string, from: Date, to: Date, slices = 48): Promise<number[]> {
  const rows = await db
    .selectFrom('post_hashtags')
    .innerJoin('posts', 'posts.id', 'post_hashtags.post_id')
    .select([
      sql<number>`least(${slices}, width_bucket(extract(epoch from post_hashtags.created_at),
        ${from.getTime() / 1000}, ${to.getTime() / 1000}, ${slices}::int))`.as('slice'),
      sql<number>`count(*)::int`.as('n'),
    ])
    .where('tag', '=', tag)
    .where('post_hashtags.created_at', '>=', from)
    .where('post_hashtags.created_at', '<=', to)
    .where('posts.removed_at', 'is', null)
    .groupBy('slice')
    .execute();
  const counts = new Map(rows.map(({ slice, n }) => [Number(slice), n]));
  return Array.from({ length: slices }, (_, index) => counts.get(index + 1) ?? 0);
}

/** The latest people whose hashtags are looked at: however much was written, this costs the same. */
const LATEST_PENS = 300;

/** Hashtags with posts of late, the most recent first, for the index of live pages. */
export async function listActiveHashtags(db: Db, viewer: Viewer, limit = 12) {
  const late = db
    .selectFrom('pens')
    .select(['tag', 'latest'])
    .where('posts', '>', 0)
    .where('latest', '>', sql<Date>`now() - interval '30 days'`)
    .orderBy('latest', 'desc')
    .limit(LATEST_PENS);
  const rows = await db
    .selectFrom(late.as('late'))
    .innerJoin('hashtags as h', 'h.tag', 'late.tag')
    .select((eb) => ['h.tag', 'h.display', eb.fn.max('late.latest').as('latest')])
    .select(sql<number>`h.posts - ${silenced('coalesce(sum(posts), 0)')}`.as('posts'))
    .groupBy('h.tag')
    .orderBy('latest', 'desc')
    .limit(limit * 2)
    .execute();
  const closed = await closedTags(
    db,
    viewer,
    rows.map(({ tag }) => tag),
  );
  return rows
    .filter(({ tag }) => !closed.has(tag))
    .slice(0, limit)
    .map((row) => ({ ...row, latest: row.latest.toISOString() }));
}
