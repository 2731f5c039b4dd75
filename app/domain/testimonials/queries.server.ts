import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Database } from '#db/schema';
import { visibleTo as visibleCommunity } from '../communities/queries.server';
import { exactly, isBehind, type Keyset, pageOf } from '../keyset.server';
import { type BlockKind, hasBlocked } from '../members/blocks.server';
import type { Viewer } from '../members/rules';
import { isAwake } from '../members/trust.server';
import { nameFor, portraitFor } from '../members/visibility.server';
import type { State } from './rules';

type In = ExpressionBuilder<Database, 'testimonials' | 'communities'>;

/** Whoever signed a text or a comment, as one viewer may see them; null for a former member. */
export interface Signature {
  handle: string;
  name: string;
  /** Id of a picture. */
  portrait: string | null;
}

/**
 * Who may open a testimonial: once published, who may open its community; before, its author, and the moderators it is
 * offered to. Not whom its author blocked, and nobody while its author is suspended.
 */
export const visibleTo =
  (viewer: Viewer) =>
  (eb: In): Expression<SqlBool> => {
    const listed = listedTo(viewer)(eb);
    if (!viewer.member) return listed;
    return eb.or([
      listed,
      eb('testimonials.author_id', '=', viewer.member.id),
      // Not with hats that sleep.
      viewer.member.trusted
        ? eb.and([eb('testimonials.state', '=', 'offered'), moderates(viewer.member.id)])
        : eb.lit(false),
    ]);
  };

/** Who may find it in the community's list: the published ones, for the same people. */
export const listedTo =
  (viewer: Viewer) =>
  (eb: In): Expression<SqlBool> =>
    eb.and([
      eb('testimonials.state', '=', 'published'),
      visibleCommunity(viewer)(eb as never),
      isFree(viewer, 'testimonials.author_id'),
    ]);

const moderates = (memberId: string) => sql<boolean>`exists (
  select from memberships where community_id = testimonials.community_id and member_id = ${memberId}
    and roles && '{moderator,keeper}')`;

/**
 * Whether an offered text is the reader's own and somebody else's to answer: another keeper or moderator is here whose
 * hat does not sleep. Where there is none, they may answer it themselves.
 */
export const awaitsAnother = ({ member }: Viewer) =>
  member
    ? sql<boolean>`(testimonials.state = 'offered' and testimonials.author_id = ${member.id} and exists (
        select from memberships other join members on members.id = other.member_id
        where other.community_id = testimonials.community_id and other.member_id <> ${member.id}
          and other.roles && '{moderator,keeper}' and members.suspended_at is null and members.leaving_at is null
          and ${isAwake('other.member_id')}))`
    : sql<boolean>`false`;

/** Whether what somebody wrote may stand before this viewer at all. */
const isFree = (viewer: Viewer, author: string) => sql<boolean>`not exists (
  select from members writer where writer.id = ${sql.ref(author)}
    and (writer.suspended_at is not null ${
      viewer.member ? sql`or ${hasBlocked(sql`writer.id`, viewer.member.id)}` : sql``
    }))`;

/** Whether the reader muted or blocked its author: it is shown folded, and says which. */
const foldedFor = ({ member }: Viewer, author: string) =>
  sql<BlockKind | null>`(select kind from blocks where member_id = ${member?.id ?? null} and other_id = ${sql.ref(author)})`;

const rows = (db: Db | Trx, viewer: Viewer) =>
  db
    .selectFrom('testimonials')
    .innerJoin('communities', 'communities.id', 'testimonials.community_id')
    .leftJoin('members as m', (join) =>
      join.onRef('m.id', '=', 'testimonials.author_id').on('m.leaving_at', 'is', null),
    )
    .selectAll('testimonials')
    .select([
      'm.handle',
      nameFor(viewer, 'm').as('name'),
      portraitFor(viewer, 'm').as('portrait'),
      foldedFor(viewer, 'testimonials.author_id').as('folded'),
      awaitsAnother(viewer).as('awaits_another'),
      sql<number>`(select count(*)::int from testimonial_comments said
        where said.testimonial_id = testimonials.id and said.removed_at is null
          and ${isFree(viewer, 'said.author_id')})`.as('comments'),
    ]);
type Read = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

/** A testimonial in a list. */
export interface TestimonialCard {
  id: string;
  title: string;
  /** Markdown, whole. */
  text: string;
  author: Signature | null;
  publishedAt: string | null;
  /** When it was last written. */
  updatedAt: string;
  offeredAt: string | null;
  state: State;
  comments: number;
  /** By somebody the reader muted or blocked: which. */
  folded: BlockKind | null;
  /** The reader's own, and somebody else's to answer. */
  awaitsAnother: boolean;
}

const signatureOf = (row: { handle: string | null; name: string | null; portrait: string | null }) =>
  !row.handle ? null : { handle: row.handle, name: row.name || row.handle, portrait: row.portrait };

const present = (row: Read): TestimonialCard => ({
  id: row.id,
  title: row.title,
  text: row.text,
  author: signatureOf(row),
  publishedAt: row.published_at?.toISOString() ?? null,
  updatedAt: row.updated_at.toISOString(),
  offeredAt: row.offered_at?.toISOString() ?? null,
  state: row.state,
  comments: row.comments,
  folded: row.folded,
  awaitsAnother: row.awaits_another,
});

/** The published testimonials of a community that a viewer may find, the latest first: for its page and its feeds. */
export async function listTestimonials(
  db: Db,
  viewer: Viewer,
  communityId: string,
  { before, limit = 20 }: { before?: Keyset; limit?: number } = {},
): Promise<{ testimonials: TestimonialCard[]; next: string | null }> {
  let query = rows(db, viewer)
    .select(exactly('testimonials.published_at').as('exactly'))
    .where('testimonials.community_id', '=', communityId)
    .where((eb) => listedTo(viewer)(eb as never))
    .orderBy('testimonials.published_at', 'desc')
    .orderBy('testimonials.id', 'desc')
    .limit(limit + 1);
  if (before) query = query.where(isBehind(before, 'testimonials.published_at', 'testimonials.id', 'desc'));
  const { page, next } = pageOf(await query.execute(), limit);
  return { testimonials: page.map(present), next };
}

/** A member's own in a community, whatever became of them, the latest first. */
export async function listOwnTestimonials(
  db: Db,
  viewer: Viewer,
  communityId: string,
): Promise<TestimonialCard[]> {
  if (!viewer.member) return [];
  const own = await rows(db, viewer)
    .where('testimonials.community_id', '=', communityId)
    .where('testimonials.author_id', '=', viewer.member.id)
    .where('testimonials.state', '!=', 'published')
    .orderBy('testimonials.updated_at', 'desc')
    .limit(50)
    .execute();
  return own.map(present);
}

/** What waits for a community's moderators, the oldest first. The caller has asked whether the viewer is one. */
export async function listOffered(db: Db, viewer: Viewer, communityId: string): Promise<TestimonialCard[]> {
  const waiting = await rows(db, viewer)
    .where('testimonials.community_id', '=', communityId)
    .where('testimonials.state', '=', 'offered')
    .orderBy('testimonials.offered_at')
    .limit(100)
    .execute();
  return waiting.map(present);
}

export interface Picture {
  id: string;
  alt: string;
  width: number;
  height: number;
  blur: string;
}

export interface TestimonialView extends TestimonialCard {
  communityId: string;
  pictures: Picture[];
  isOwn: boolean;
  /** What a moderator answered; for its author. */
  answer: string;
}

/** A testimonial of a community, if the viewer may open it. */
export async function findTestimonial(
  db: Db | Trx,
  viewer: Viewer,
  communityId: string,
  id: string,
): Promise<TestimonialView | undefined> {
  const row = await rows(db, viewer)
    .where('testimonials.id', '=', id)
    .where('testimonials.community_id', '=', communityId)
    .where((eb) => visibleTo(viewer)(eb as never))
    .executeTakeFirst();
  if (!row) return undefined;
  const isOwn = viewer.member !== null && row.author_id === viewer.member.id;
  return {
    ...present(row),
    communityId,
    pictures: await listPictures(db, id),
    isOwn,
    answer: isOwn ? row.answer : '',
  };
}

export function listPictures(db: Db | Trx, testimonialId: string): Promise<Picture[]> {
  return db
    .selectFrom('testimonial_pictures')
    .innerJoin('media', 'media.id', 'testimonial_pictures.media_id')
    .select(['media.id', 'testimonial_pictures.alt', 'media.width', 'media.height', 'media.blur'])
    .where('testimonial_pictures.testimonial_id', '=', testimonialId)
    .orderBy('testimonial_pictures.position')
    .execute();
}

export interface CommentView {
  id: string;
  text: string;
  at: string;
  author: Signature | null;
  isOwn: boolean;
  folded: BlockKind | null;
}

/** What was said under a testimonial the viewer may open, the oldest first; not by whom they are blocked by. */
export async function listComments(
  db: Db,
  viewer: Viewer,
  testimonialId: string,
  { after, limit = 100 }: { after?: Keyset; limit?: number } = {},
): Promise<{ comments: CommentView[]; next: string | null }> {
  let query = db
    .selectFrom('testimonial_comments as said')
    .leftJoin('members as m', (join) =>
      join.onRef('m.id', '=', 'said.author_id').on('m.leaving_at', 'is', null),
    )
    .select(['said.id', 'said.text', 'said.created_at', 'said.author_id', 'm.handle'])
    .select([
      nameFor(viewer, 'm').as('name'),
      portraitFor(viewer, 'm').as('portrait'),
      foldedFor(viewer, 'said.author_id').as('folded'),
      exactly('said.created_at').as('exactly'),
    ])
    .where('said.testimonial_id', '=', testimonialId)
    .where('said.removed_at', 'is', null)
    .where(isFree(viewer, 'said.author_id'))
    .orderBy('said.created_at')
    .orderBy('said.id')
    .limit(limit + 1);
  if (after) query = query.where(isBehind(after, 'said.created_at', 'said.id', 'asc'));
  const { page, next } = pageOf(await query.execute(), limit);
  const comments = page.map((row) => ({
    id: row.id,
    text: row.text,
    at: row.created_at.toISOString(),
    author: signatureOf(row),
    isOwn: viewer.member !== null && row.author_id === viewer.member.id,
    folded: row.folded,
  }));
  return { comments, next };
}
