import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { findCommunity } from '../communities/queries.server';
import { findEvent } from '../events/queries.server';
import { tagInPath } from '../hashtags/rules';
import { findProfile } from '../members/profiles.server';
import type { Viewer } from '../members/rules';
import { postId } from '../posts/rules';
import { closedTags } from '../posts/visibility.server';
import { findTestimonial } from '../testimonials/queries.server';
import { testimonialId } from '../testimonials/rules';
import type { About, Quoted } from './rules';

/** Something a viewer may open, and so report. */
export interface Reportable {
  about: About;
  object: string;
  /** Whose moderators look after it; null: the stewards. */
  communityId: string | null;
  subjectId: string | null;
  quoted: Quoted;
}

/**
 * The community that looks after a post: the one that owns its hashtag, else the one whose evening stood under it when
 * it was said. Of several the one that is hidden, for its tag alone kept the post behind its door.
 */
const lookedAfterBy = sql<string | null>`(
  select c.id from post_hashtags ph join hashtags h on h.tag = ph.tag
  left join events e on e.hashtag = ph.tag and e.status <> 'draft' and h.community_id is null
    and posts.created_at between e.starts_at - interval '1 day' and e.ends_at + interval '2 days'
  join communities c on c.id = coalesce(h.community_id, e.community_id)
  where ph.post_id = posts.id
  order by h.community_id is null, c.visibility = 'hidden' desc, e.published_at, c.hashtag limit 1)`;

type Find = (db: Db | Trx, viewer: Viewer, id: string) => Promise<Omit<Reportable, 'about'> | undefined>;

/**
 * What an address calls a thing: a post, testimonial or comment by its id, an event by its slug, a community by its
 * hashtag, a member by their handle.
 * @returns undefined where the viewer may not open it
 */
export async function findReportable(
  db: Db | Trx,
  viewer: Viewer,
  about: About,
  id: string,
): Promise<Reportable | undefined> {
  const found = await FIND[about](db, viewer, id);
  return found && { about, ...found };
}

const FIND: Record<About, Find> = {
  async member(db, viewer, handle) {
    const found = await findProfile(db as Db, viewer, handle.replace(/^@/, ''));
    if (!found) return undefined;
    const { id, profile } = found;
    const quoted: Quoted = {
      handle: profile.handle,
      title: profile.name,
      ...(profile.bio && { text: profile.bio }),
      ...(profile.portrait && { pictures: [profile.portrait] }),
      path: `/@${profile.handle}`,
    };
    return { object: id, communityId: null, subjectId: id, quoted };
  },

  async post(db, viewer, id) {
    if (!postId.safeParse(id).success) return undefined;
    const row = await db
      .selectFrom('posts')
      .innerJoin('members', 'members.id', 'posts.author_id')
      .select(['posts.text', 'posts.author_id', 'posts.created_at', 'members.handle'])
      .select([
        sql<string[]>`array(select tag from post_hashtags where post_id = posts.id order by tag)`.as('tags'),
        lookedAfterBy.as('community'),
      ])
      .where('posts.id', '=', id)
      .where('posts.removed_at', 'is', null)
      .where('members.suspended_at', 'is', null)
      .executeTakeFirst();
    if (!row || (await closedTags(db, viewer, row.tags)).size > 0) return undefined;
    const { text, handle, created_at } = row;
    const path = `/live/${encodeURIComponent(row.tags[0] ?? '')}#p-${id}`;
    return {
      object: id,
      communityId: row.community,
      subjectId: row.author_id,
      quoted: { handle, text, at: created_at.toISOString(), path },
    };
  },

  async event(db, viewer, slug) {
    const event = await findEvent(db, viewer, slug);
    if (!event) return undefined;
    const { community_id, created_by, handle } = await db
      .selectFrom('events')
      .leftJoin('members', 'members.id', 'events.created_by')
      .select(['events.community_id', 'events.created_by', 'members.handle'])
      .where('events.id', '=', event.id)
      .executeTakeFirstOrThrow();
    const { id, title, description: text, place } = event;
    const quoted = { ...(handle && { handle }), title, text, place, path: `/events/${slug}` };
    return { object: id, communityId: community_id, subjectId: created_by, quoted };
  },

  async community(db, viewer, named) {
    const tag = tagInPath(named);
    const community = tag && (await findCommunity(db, viewer, tag));
    if (!community) return undefined;
    // Its keepers answer for it: the one who has been there longest.
    const keeper = await db
      .selectFrom('memberships')
      .innerJoin('members', 'members.id', 'memberships.member_id')
      .select(['members.id', 'members.handle'])
      .where('memberships.community_id', '=', community.id)
      .where(sql<boolean>`'keeper' = any(memberships.roles)`)
      .orderBy('memberships.joined_at')
      .executeTakeFirst();
    const { id, name, description: text } = community;
    const path = `/c/${encodeURIComponent(community.tag)}`;
    const quoted = { ...(keeper && { handle: keeper.handle }), title: `#${name}`, text, path };
    return { object: id, communityId: null, subjectId: keeper?.id ?? null, quoted };
  },

  async testimonial(db, viewer, id) {
    const found = await openTestimonial(db, viewer, id);
    if (!found) return undefined;
    const { testimonial, path } = found;
    const { title, text, author, publishedAt, pictures, communityId } = testimonial;
    const quoted: Quoted = {
      ...(author && { handle: author.handle }),
      ...{ title, text, path },
      ...(publishedAt && { at: publishedAt }),
      pictures: pictures.map((picture) => picture.id),
    };
    return { object: id, communityId, subjectId: found.authorId, quoted };
  },

  async comment(db, viewer, id) {
    if (!testimonialId.safeParse(id).success) return undefined;
    const row = await db
      .selectFrom('testimonial_comments as said')
      .leftJoin('members', 'members.id', 'said.author_id')
      .select(['said.testimonial_id', 'said.text', 'said.author_id', 'said.created_at', 'members.handle'])
      .where('said.id', '=', id)
      .where('said.removed_at', 'is', null)
      .executeTakeFirst();
    const found = row && (await openTestimonial(db, viewer, row.testimonial_id));
    if (!row || !found) return undefined;
    const { text, handle, created_at, author_id } = row;
    const quoted = {
      ...(handle && { handle }),
      text,
      at: created_at.toISOString(),
      path: `${found.path}#comment-${id}`,
    };
    return { object: id, communityId: found.testimonial.communityId, subjectId: author_id, quoted };
  },
};

async function openTestimonial(db: Db | Trx, viewer: Viewer, id: string) {
  if (!testimonialId.safeParse(id).success) return undefined;
  const row = await db
    .selectFrom('testimonials')
    .innerJoin('communities', 'communities.id', 'testimonials.community_id')
    .select(['testimonials.community_id', 'testimonials.author_id', 'communities.hashtag'])
    .where('testimonials.id', '=', id)
    .executeTakeFirst();
  const testimonial = row && (await findTestimonial(db, viewer, row.community_id, id));
  if (!row || testimonial?.state !== 'published') return undefined;
  const path = `/c/${encodeURIComponent(row.hashtag)}/testimonials/${id}`;
  return { testimonial, authorId: row.author_id, path };
}
