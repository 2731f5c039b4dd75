import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../notices/announce.server';
import { ensureHashtag } from '../hashtags/commands.server';
import { normalizeTag } from '../hashtags/rules';
import { hashtagsIn } from '../hashtags/text.server';
import { areApart } from '../members/blocks.server';
import { type Self, stranger, type Viewer } from '../members/rules';
import { type Refusal, refuse } from '../rules';
import { type postInput, REGRET_MINUTES } from './rules';
import { closedTags } from './visibility.server';

/** The most hashtags one post stands under; more is noise. */
const MOST_TAGS = 8;

/**
 * Posts under the hashtag of a page and those the text carries. Sent twice with one key it is one post.
 * @param typedTag the page's hashtag, in any spelling: who uses it first decides how it is displayed
 * @param at the moment it is dated, where it is not now (a sample's past)
 */
export function publishPost(
  db: Db | Trx,
  self: Self,
  typedTag: string,
  { text, key = randomUUID(), replyTo }: z.output<typeof postInput>,
  at?: Date,
): Promise<{ ok: true; id: string } | Refusal<'pageClosed'>> {
  return withTransaction(db, async (trx) => {
    const viewer: Viewer = { member: self, keys: [] };
    const pageTag = normalizeTag(typedTag);
    const tags = await tagsFor(trx, viewer, typedTag, text);
    if (!tags) return refuse('pageClosed');
    const post = await trx
      .insertInto('posts')
      .values({
        author_id: self.id,
        client_key: key,
        text,
        reply_to: await answerable(trx, viewer, pageTag, replyTo),
        created_at: at,
      })
      .onConflict((on) => on.columns(['author_id', 'client_key']).doNothing())
      .returning(['id', 'created_at'])
      .executeTakeFirst();
    if (!post) return { ok: true, id: await idOf(trx, self, key) };
    await trx
      .insertInto('post_hashtags')
      .values(tags.map((tag) => ({ tag, post_id: post.id, created_at: post.created_at })))
      .execute();
    await announce(trx, { kind: 'post-added', post: post.id, hashtags: tags });
    return { ok: true, id: post.id };
  });
}

async function idOf(trx: Trx, self: Self, key: string): Promise<string> {
  const { id } = await trx
    .selectFrom('posts')
    .select('id')
    .where('author_id', '=', self.id)
    .where('client_key', '=', key)
    .executeTakeFirstOrThrow();
  return id;
}

/** A reply is to a post of the same page; where one blocked the other it stands by itself, and nobody is told why. */
async function answerable(
  trx: Trx,
  viewer: Viewer,
  tag: string,
  replyTo: string | undefined,
): Promise<string | null> {
  if (!replyTo) return null;
  const row = await trx
    .selectFrom('post_hashtags')
    .innerJoin('posts', 'posts.id', 'post_hashtags.post_id')
    .select('post_id')
    .where('post_id', '=', replyTo)
    .where('tag', '=', tag)
    .where(sql<boolean>`not ${areApart(viewer, sql.ref('posts.author_id'))}`)
    .executeTakeFirst();
  return row?.post_id ?? null;
}

/**
 * The tags a post stands under, one at least; undefined where the page is closed to its author. A tag closed to
 * them is a word like any other. Beside one they may open and strangers may not, it stands under no open one: what
 * is said behind a door stays there.
 */
async function tagsFor(
  trx: Trx,
  viewer: Viewer,
  typedTag: string,
  text: string,
): Promise<string[] | undefined> {
  const pageTag = normalizeTag(typedTag);
  const written = hashtagsIn(text).slice(0, MOST_TAGS - 1);
  const display = new Map([[pageTag, typedTag], ...written.map((tag) => [normalizeTag(tag), tag] as const)]);
  const counting: string[] = [];
  for (const tag of display.keys()) if (await counts(trx, tag, tag === pageTag)) counting.push(tag);
  const closed = await closedTags(trx, viewer, counting);
  if (closed.has(pageTag)) return undefined;
  const open = counting.filter((tag) => !closed.has(tag));
  const behindDoors = await closedTags(trx, stranger, open);
  const allowed = behindDoors.size === 0 ? open : open.filter((tag) => behindDoors.has(tag));
  const tags: string[] = [];
  // In name order: two posts that make the same new hashtags must not wait for each other.
  for (const tag of allowed.sort()) tags.push((await ensureHashtag(trx, display.get(tag) ?? tag)).tag);
  return tags;
}

/** An all-digit word is a hashtag once a community owns it, or where one posts on its very page. */
async function counts(trx: Trx, tag: string, isPage: boolean): Promise<boolean> {
  if (isPage || !/^\p{N}+$/u.test(tag)) return true;
  const owned = await trx
    .selectFrom('hashtags')
    .select('tag')
    .where('tag', '=', tag)
    .where('community_id', 'is not', null)
    .executeTakeFirst();
  return owned !== undefined;
}

/** Takes one's own post back from every page it is on. */
export function removePost(db: Db, self: Self, postId: string): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const removed = await trx
      .updateTable('posts')
      .set({ removed_at: new Date() })
      .where('id', '=', postId)
      .where('author_id', '=', self.id)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!removed) return refuse('notYours');
    await announce(trx, { kind: 'post-removed', post: postId, hashtags: await tagsOf(trx, postId) });
    return { ok: true };
  });
}

/** Takes a post off every page as a moderator; the caller has asked who may. @returns whether it was still there */
export async function takeDownPost(trx: Trx, self: Self, postId: string): Promise<boolean> {
  const removed = await trx
    .updateTable('posts')
    .set({ removed_at: new Date(), removed_by: self.id })
    .where('id', '=', postId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!removed) return false;
  await announce(trx, { kind: 'post-removed', post: postId, hashtags: await tagsOf(trx, postId) });
  return true;
}

/** Puts back what this moderator removed. @returns whether there was anything to put back */
export async function restoreRemovedPost(trx: Trx, postId: string, removedBy: string): Promise<boolean> {
  const restored = await trx
    .updateTable('posts')
    .set({ removed_at: null, removed_by: null })
    .where('id', '=', postId)
    .where('removed_by', '=', removedBy)
    .returning('id')
    .executeTakeFirst();
  if (!restored) return false;
  await announce(trx, { kind: 'post-added', post: postId, hashtags: await tagsOf(trx, postId) });
  return true;
}

/**
 * Puts back a post that its author just took back. Readers are told of it as of a new one: their pages have
 * dropped it.
 */
export function restorePost(db: Db, self: Self, postId: string): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const restored = await trx
      .updateTable('posts')
      .set({ removed_at: null })
      .where('id', '=', postId)
      .where('author_id', '=', self.id)
      // what a moderator removed stays away
      .where('removed_by', 'is', null)
      .where('removed_at', '>', new Date(Date.now() - REGRET_MINUTES * 60_000))
      .returning('id')
      .executeTakeFirst();
    if (!restored) return refuse('notYours');
    await announce(trx, { kind: 'post-added', post: postId, hashtags: await tagsOf(trx, postId) });
    return { ok: true };
  });
}

/**
 * Thanks a post, or takes the thanks back; only where the thanking member may read it. Where one of the two blocked the
 * other nothing is kept, and nothing said.
 */
export function thankPost(
  db: Db,
  self: Self,
  postId: string,
  thankful: boolean,
): Promise<{ ok: true } | Refusal<'pageClosed'>> {
  return withTransaction(db, async (trx) => {
    const tags = await tagsOf(trx, postId);
    const viewer: Viewer = { member: self, keys: [] };
    const closed = await closedTags(trx, viewer, tags);
    if (tags.length === 0 || closed.size > 0) return refuse('pageClosed');
    if (thankful && (await isOfSomebodyApart(trx, viewer, postId))) return { ok: true };
    const change = thankful
      ? await trx
          .insertInto('thanks')
          .values({ post_id: postId, member_id: self.id })
          .onConflict((on) => on.doNothing())
          .executeTakeFirst()
          .then((result) => result.numInsertedOrUpdatedRows ?? 0n)
      : await trx
          .deleteFrom('thanks')
          .where('post_id', '=', postId)
          .where('member_id', '=', self.id)
          .executeTakeFirst()
          .then((result) => result.numDeletedRows);
    if (change > 0n) await announce(trx, { kind: 'post-changed', post: postId, hashtags: tags });
    return { ok: true };
  });
}

async function isOfSomebodyApart(trx: Trx, viewer: Viewer, postId: string): Promise<boolean> {
  const { apart } = await trx
    .selectFrom('posts')
    .select(areApart(viewer, sql.ref('author_id')).as('apart'))
    .where('id', '=', postId)
    .executeTakeFirstOrThrow();
  return apart;
}

async function tagsOf(trx: Trx, postId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('post_hashtags')
    .innerJoin('posts', 'posts.id', 'post_hashtags.post_id')
    .select('post_hashtags.tag')
    .where('post_hashtags.post_id', '=', postId)
    .execute();
  return rows.map(({ tag }) => tag);
}
