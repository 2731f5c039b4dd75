import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Self } from '../members/rules';
import type { Entry } from './archive.server';
import { eventFacts, iso } from './event-facts.server';
import { type FilesOf, fileName, type MemberFile, type memberFiles } from './rules';

type Files = FilesOf<typeof memberFiles>;
type Rows<Name extends MemberFile> = Files[Name] extends (infer Row)[] ? Row : never;

/** Rows read at once. */
const PAGE = 500;
const picture = (id: string | null) => (id ? `media/${id}.webp` : null);

/**
 * Everything of a member's own. Other people are in it by their handle, and only where they showed it to this member.
 * @param origin where addresses begin
 */
export function memberArchive(db: Db, self: Self, origin: string): Entry[] {
  const json = <Name extends MemberFile>(name: Name, read: () => Promise<Files[Name]>): Entry => ({
    name: `${fileName(name)}.json`,
    json: read as () => Promise<object>,
  });
  const rows = <Name extends MemberFile>(name: Name, read: () => AsyncIterable<Rows<Name>>): Entry => ({
    name: `${fileName(name)}.json`,
    rows: read as () => AsyncIterable<object>,
  });
  const told = eventFacts(origin);
  const list =
    <Row>(query: ReturnType<typeof sql<Row>>) =>
    async () =>
      (await query.execute(db)).rows;
  return [
    json('profile', () => profile(db, self)),
    json('signIn', () => signIn(db, self)),
    json(
      'communities',
      list(sql<Rows<'communities'>>`
        select c.hashtag, ${iso('m.joined_at')} as "joinedAt", m.roles, m.in_directory as "inDirectory",
          case when m.charter_version is not null then
            json_build_object('version', m.charter_version, 'acceptedAt', ${iso('m.charter_accepted_at')}) end as charter
        from memberships m join communities c on c.id = m.community_id
        where m.member_id = ${self.id} order by m.joined_at`),
    ),
    json(
      'joinRequests',
      list(sql<Rows<'joinRequests'>>`
        select c.hashtag, j.message, ${iso('j.created_at')} as at
        from join_requests j join communities c on c.id = j.community_id
        where j.member_id = ${self.id} order by j.created_at`),
    ),
    json(
      'follows',
      list(sql<Rows<'follows'>>`
        select c.hashtag, ${iso('f.created_at')} as since
        from follows f join communities c on c.id = f.community_id
        where f.member_id = ${self.id} order by f.created_at`),
    ),
    json(
      'answers',
      list(sql<Rows<'answers'>>`
        select ${told} as event, r.answer, r.seat, r.seen_by as "seenBy", ${iso('r.answered_at')} as "answeredAt"
        from rsvps r join events e on e.id = r.event_id
        where r.contact_id = ${self.contactId} order by r.answered_at`),
    ),
    json('hosting', async () =>
      (
        await sql<{ event: Rows<'hosting'> }>`
            select ${told} as event from hosts h join events e on e.id = h.event_id
            where h.member_id = ${self.id} order by e.starts_at`.execute(db)
      ).rows.map(({ event }) => event),
    ),
    json(
      'invitationsReceived',
      list(sql<Rows<'invitationsReceived'>>`
        select ${told} as event, null as community, i.message, ${iso('i.created_at')} as at
        from invitations i join events e on e.id = i.event_id
        where i.contact_id = ${self.contactId} and e.status <> 'draft'
        union all
        select null, c.hashtag, i.message, ${iso('i.created_at')}
        from community_invitations i join communities c on c.id = i.community_id
        where i.contact_id = ${self.contactId} order by at`),
    ),
    json(
      'invitationsSent',
      list(sql<Rows<'invitationsSent'>>`
        select ${told} as event, null as community, i.message, ${iso('i.created_at')} as at
        from invitations i join events e on e.id = i.event_id where i.invited_by = ${self.id}
        union all
        select null, c.hashtag, i.message, ${iso('i.created_at')}
        from community_invitations i join communities c on c.id = i.community_id
        where i.invited_by = ${self.id} order by at`),
    ),
    rows('posts', () => posts(db, self)),
    rows('messages', () => messages(db, self)),
    json(
      'thanks',
      list(sql<Rows<'thanks'>>`
        select t.post_id as post, ${signedBy} as handle, ${iso('t.created_at')} as at
        from thanks t join posts p on p.id = t.post_id join members a on a.id = p.author_id
        where t.member_id = ${self.id} and p.removed_at is null and a.suspended_at is null order by t.created_at`),
    ),
    json(
      'announcements',
      list(sql<Rows<'announcements'>>`
        select ${told} as event, null as community, null as title, a.text, ${iso('a.created_at')} as at
        from announcements a join events e on e.id = a.event_id where a.author_id = ${self.id}
        union all
        select null, c.hashtag, a.title, a.text, ${iso('a.created_at')}
        from community_announcements a join communities c on c.id = a.community_id
        where a.author_id = ${self.id} order by at`),
    ),
    json(
      'testimonials',
      list(sql<Rows<'testimonials'>>`
        select c.hashtag as community, t.title, t.text, t.state, coalesce((
            select json_agg(json_build_object('file', 'media/' || p.media_id || '.webp', 'alt', p.alt) order by p.position)
            from testimonial_pictures p where p.testimonial_id = t.id), '[]') as pictures,
          ${iso('t.created_at')} as "writtenAt", ${iso('t.published_at')} as "publishedAt"
        from testimonials t join communities c on c.id = t.community_id
        where t.author_id = ${self.id} order by t.created_at`),
    ),
    json(
      'comments',
      list(sql<Rows<'comments'>>`
        select c.hashtag as community, t.title as testimonial, k.text, ${iso('k.created_at')} as at,
          ${iso('k.removed_at')} as "removedAt"
        from testimonial_comments k join testimonials t on t.id = k.testimonial_id
        join communities c on c.id = t.community_id where k.author_id = ${self.id} order by k.created_at`),
    ),
    json(
      'reports',
      list(sql<Rows<'reports'>>`
        select about, reason, note, ${iso('created_at')} as at, decision, ${iso('decided_at')} as "decidedAt"
        from reports where reporter_id = ${self.id} order by created_at`),
    ),
    json(
      'blocks',
      list(sql<Rows<'blocks'>>`
        select a.handle, b.kind, ${iso('b.created_at')} as since
        from blocks b join members a on a.id = b.other_id where b.member_id = ${self.id} order by b.created_at`),
    ),
    json('mailPreferences', () => mailPreferences(db, self)),
    rows('letters', () => letters(db, self)),
    json(
      'acts',
      list(sql<Rows<'acts'>>`
        select a.kind, c.hashtag as community, ${iso('a.at')} as at
        from acts a left join communities c on c.id = a.community_id
        where a.actor_id = ${self.id} order by a.id`),
    ),
  ];
}

/** Who is on their way out is named no more. */
const signedBy = sql<string>`case when a.leaving_at is null then a.handle else '' end`;

/** The pictures a member brought. */
export async function listPictures(db: Db, memberId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('media')
    .select('id')
    .where('uploader_id', '=', memberId)
    .orderBy('created_at')
    .execute();
  return rows.map(({ id }) => id);
}

async function profile(db: Db, self: Self): Promise<Files['profile']> {
  const row = await db.selectFrom('members').selectAll().where('id', '=', self.id).executeTakeFirstOrThrow();
  const [links, before] = await Promise.all([
    db
      .selectFrom('profile_links')
      .select(['kind', 'url', 'seen_by as seenBy'])
      .where('member_id', '=', self.id)
      .orderBy('position')
      .execute(),
    db.selectFrom('former_handles').select(['handle', 'left_at']).where('member_id', '=', self.id).execute(),
  ]);
  return {
    handle: row.handle,
    formerHandles: before.map(({ handle, left_at }) => ({ handle, until: left_at.toISOString() })),
    email: self.email,
    name: { value: row.name, seenBy: row.name_seen_by },
    bio: { value: row.bio, seenBy: row.bio_seen_by },
    city: { value: row.city, seenBy: row.city_seen_by },
    occupation: { value: row.occupation, seenBy: row.occupation_seen_by },
    interests: { value: row.interests, seenBy: row.interests_seen_by },
    portrait: { value: picture(row.portrait_id), seenBy: row.portrait_seen_by },
    links,
    language: self.language,
    timezone: row.timezone,
    steward: row.steward,
    since: row.created_at.toISOString(),
  };
}

async function signIn(db: Db, self: Self): Promise<Files['signIn']> {
  const [sessions, passkeys, codes] = await Promise.all([
    db.selectFrom('sessions').selectAll().where('user_id', '=', self.id).orderBy('created_at').execute(),
    db
      .selectFrom('passkeys')
      .select(['name', 'created_at', 'last_used_at'])
      .where('member_id', '=', self.id)
      .execute(),
    db
      .selectFrom('authenticators')
      .select('confirmed_at')
      .where('member_id', '=', self.id)
      .executeTakeFirst(),
  ]);
  return {
    sessions: sessions.map((one) => ({
      openedAt: one.created_at.toISOString(),
      lastSeenAt: one.last_seen_at.toISOString(),
      endsAt: one.ends_at.toISOString(),
      browser: one.user_agent,
    })),
    passkeys: passkeys.map(({ name, created_at, last_used_at }) => ({
      name,
      since: created_at.toISOString(),
      lastUsedAt: last_used_at?.toISOString() ?? null,
    })),
    oneTimeCodesSince: codes?.confirmed_at?.toISOString() ?? null,
  };
}

async function mailPreferences(db: Db, self: Self): Promise<Files['mailPreferences']> {
  const { unsubscribed_at } = await db
    .selectFrom('contacts')
    .select('unsubscribed_at')
    .where('id', '=', self.contactId)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<Files['mailPreferences']['kinds'][number]>`
    select p.kind, c.hashtag as community, p.wanted, ${iso('p.changed_at')} as at
    from mail_preferences p left join communities c on c.id = p.community_id
    where p.contact_id = ${self.contactId} order by p.kind, c.hashtag`.execute(db);
  return { stoppedAt: unsubscribed_at?.toISOString() ?? null, kinds: rows };
}

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Page by page, by id: somebody may have written for years. */
async function* inPages<Row extends { id: string }>(
  read: (behind: string) => Promise<Row[]>,
): AsyncGenerator<Row> {
  for (let behind = NOWHERE; ; ) {
    const rows = await read(behind);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    behind = last.id;
  }
}

const posts = (db: Db, self: Self) =>
  inPages<Rows<'posts'>>(async (behind) => {
    const { rows } = await sql<Rows<'posts'>>`
      select p.id, p.text, array(select tag from post_hashtags where post_id = p.id order by tag) as hashtags,
        case when q.id is not null then json_build_object('id', q.id, 'handle', ${signedBy}) end as "replyTo",
        ${iso('p.created_at')} as at, ${iso('p.removed_at')} as "takenBackAt"
      from posts p
      left join posts q on q.id = p.reply_to and q.removed_at is null
        and not exists (select from members s where s.id = q.author_id and s.suspended_at is not null)
      left join members a on a.id = q.author_id
      where p.author_id = ${self.id} and p.id > ${behind} order by p.id limit ${PAGE}`.execute(db);
    return rows;
  });

const messages = (db: Db, self: Self) =>
  inPages<Rows<'messages'>>(async (behind) => {
    const { rows } = await sql<Rows<'messages'>>`
      select m.id, t.title as topic, c.hashtag as community, m.text, ${iso('m.created_at')} as at
      from messages m join topics t on t.id = m.topic_id left join communities c on c.id = t.community_id
      where m.author_id = ${self.id} and not t.confidential and m.removed_at is null and m.id > ${behind}
      order by m.id limit ${PAGE}`.execute(db);
    return rows;
  });

async function* letters(db: Db, self: Self): AsyncGenerator<Rows<'letters'>> {
  const pages = inPages(async (behind) => {
    const { rows } = await sql<Rows<'letters'> & { id: string }>`
      select id, kind, subject, state, ${iso('created_at')} as at from letters
      where lower(email) = ${self.email.toLowerCase()} and id > ${behind}
      order by id limit ${PAGE}`.execute(db);
    return rows;
  });
  for await (const { id: _, ...letter } of pages) yield letter;
}
