import type { AppLoadContext } from '@remix-run/node';
import { db } from '#db/client';
import type { Self } from '../../domain/members/rules';
import { publishPost, removePost, restorePost, thankPost } from '../../domain/posts/commands.server';
import { postId, postInput } from '../../domain/posts/rules';
import { problem } from '../../domain/rules';
import { limit } from '../../http/limits.server';
import { addressOf } from '../../http/request-context.server';

/** What is done on a live page. No intent is a post: a form with a text is all it takes. */
export type Done =
  | { ok: true; did: 'post' | 'thank' | 'remove' | 'restore'; id: string }
  | { ok: false; status: number; problem: string; headers?: { 'Retry-After': string } };

const fail = (status: number, key: string): Done => ({ ok: false, status, problem: problem(key) });
const gone = fail(404, 'postGone');

/**
 * Does what a form of the page asks, with or without JavaScript. Throws a 404 where the page is closed.
 * @param tag the page's, as its address has it
 */
export async function act(self: Self, tag: string, form: FormData, context: AppLoadContext): Promise<Done> {
  const intent = form.get('intent');
  if (intent === null) return publish(self, tag, form, context);
  const id = postId.safeParse(form.get('post')).data;
  if (!id) return gone;
  if (intent === 'thank') {
    const { ok } = await thankPost(db, self, id, form.get('thankful') !== 'off');
    return ok ? { ok, did: 'thank', id } : gone;
  }
  if (intent === 'remove') {
    const { ok } = await removePost(db, self, id);
    return ok ? { ok, did: 'remove', id } : gone;
  }
  if (intent === 'restore') {
    const { ok } = await restorePost(db, self, id);
    return ok ? { ok, did: 'restore', id } : gone;
  }
  return fail(400, 'postGone');
}

async function publish(self: Self, tag: string, form: FormData, context: AppLoadContext): Promise<Done> {
  const read = postInput.safeParse(Object.fromEntries(form));
  if (!read.success) return { ok: false, status: 400, problem: read.error.issues[0]?.message ?? 'required' };
  for (const answer of [await limit('postFrom', addressOf(context)), await limit('post', self.id)]) {
    if (answer.ok) continue;
    const minutes = Math.ceil(answer.retryAfterSeconds / 60);
    const headers = { 'Retry-After': String(answer.retryAfterSeconds) };
    return { ok: false, status: 429, problem: problem('tooMany', { minutes }), headers };
  }
  const published = await publishPost(db, self, tag, read.data);
  if (!published.ok) throw new Response(null, { status: 404 });
  return { ok: true, did: 'post', id: published.id };
}
