import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import type { Words } from '../rules';

/** Posts of one transaction: few enough that nobody who writes under the same hashtags waits noticeably. */
const BATCH = 200;

/** The one row that stands for everybody who left and left their words. */
export async function formerMember(trx: Trx): Promise<string> {
  await trx
    .insertInto('members')
    .values({ contact_id: null, former: true, handle: '', name: '', password_hash: '' })
    .onConflict((on) => on.doNothing())
    .execute();
  const { id } = await trx
    .selectFrom('members')
    .select('id')
    .where('former', '=', true)
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * A member's posts are erased, or become a former member's; open pages are told of each. It may be stopped anywhere and
 * goes on from there.
 */
export async function partWithPosts(db: Db, memberId: string, words: Words): Promise<void> {
  for (let left = true; left; ) left = await withTransaction(db, (trx) => partWithSome(trx, memberId, words));
}

async function partWithSome(trx: Trx, memberId: string, words: Words): Promise<boolean> {
  const posts = await trx
    .selectFrom('posts')
    .select(['id', 'removed_at'])
    .select(
      sql<string[]>`array(select tag from post_hashtags where post_id = posts.id order by tag)`.as('tags'),
    )
    .where('author_id', '=', memberId)
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .execute();
  if (posts.length === 0) return false;
  await holdHashtags(trx, [...new Set(posts.flatMap(({ tags }) => tags))]);
  // What was taken back is said by nobody: it goes either way.
  const kept = words === 'keep' ? posts.filter(({ removed_at }) => removed_at === null) : [];
  const gone = posts.filter((post) => !kept.includes(post));
  if (kept.length > 0) await handOver(trx, memberId, idsOf(kept));
  if (gone.length > 0)
    await trx
      .deleteFrom('posts')
      .where(sql<boolean>`id = any(${idsOf(gone)}::uuid[])`)
      .execute();
  for (const { id, tags } of kept) await announce(trx, { kind: 'post-changed', post: id, hashtags: tags });
  for (const { id, tags } of gone) await announce(trx, { kind: 'post-removed', post: id, hashtags: tags });
  return posts.length === BATCH;
}

const idsOf = (posts: { id: string }[]) => posts.map(({ id }) => id);

/** In name order, as everybody takes them: what counts pens, and the streams. */
async function holdHashtags(trx: Trx, tags: string[]): Promise<void> {
  await sql`select from hashtags where tag = any(${tags}) order by tag for no key update`.execute(trx);
}

/** The figures of the hashtags go along: no trigger sees an author change. */
async function handOver(trx: Trx, memberId: string, ids: string[]): Promise<void> {
  const former = await formerMember(trx);
  const moved = sql`
    select ph.tag, count(*)::int as posts, max(ph.created_at) as latest
    from post_hashtags ph where ph.post_id = any(${ids}::uuid[]) group by ph.tag`;
  await sql`
    with moved as (${moved})
    update pens set posts = pens.posts - moved.posts from moved
      where pens.tag = moved.tag and pens.member_id = ${memberId}`.execute(trx);
  await sql`
    with moved as (${moved})
    insert into pens (tag, member_id, posts, latest)
      select tag, ${former}, posts, latest from moved order by tag
      on conflict (tag, member_id) do update
        set posts = pens.posts + excluded.posts, latest = greatest(pens.latest, excluded.latest)`.execute(
    trx,
  );
  // The key was made by their browser.
  await trx
    .updateTable('posts')
    .set({ author_id: former, client_key: sql<string>`gen_random_uuid()` })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
}

/** Longer texts and comments: erased, or published ones left without a name. What was never published goes either way. */
export async function partWithTexts(trx: Trx, memberId: string, words: Words): Promise<void> {
  const own = { testimonials: trx.deleteFrom('testimonials').where('author_id', '=', memberId) };
  await (words === 'keep' ? own.testimonials.where('state', '<>', 'published') : own.testimonials).execute();
  const comments = trx.deleteFrom('testimonial_comments').where('author_id', '=', memberId);
  await (words === 'keep' ? comments.where('removed_at', 'is not', null) : comments).execute();
  if (words === 'erase') {
    await trx.deleteFrom('announcements').where('author_id', '=', memberId).execute();
    await trx.deleteFrom('community_announcements').where('author_id', '=', memberId).execute();
  }
  // What they wrote beside an invitation was for one person, not for everybody.
  await trx.updateTable('invitations').set({ message: '' }).where('invited_by', '=', memberId).execute();
  await trx
    .updateTable('community_invitations')
    .set({ message: '' })
    .where('invited_by', '=', memberId)
    .execute();
  // A community's picture is the community's; those of a text that stays, stay with it.
  await sql`
    delete from media where uploader_id = ${memberId} and kind <> 'community'
      and not exists (select from testimonial_pictures p join testimonials t on t.id = p.testimonial_id
        where p.media_id = media.id and t.author_id = ${memberId})`.execute(trx);
}
