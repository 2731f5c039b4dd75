import type { AppLoadContext } from '@remix-run/node';
import { db } from '#db/client';
import type { Self } from '../../domain/members/rules';
import { problem } from '../../domain/rules';
import {
  editMessage,
  readTopic,
  removeMessage,
  writeMessage,
} from '../../domain/topics/commands/write-message.server';
import { messageId, messageInput } from '../../domain/topics/rules';
import { limit } from '../../http/limits.server';
import { addressOf } from '../../http/request-context.server';

/** What is done in a topic. No intent is a message: a form with a text is all it takes. */
export type Done =
  | { ok: true; did: 'message' | 'edit' | 'remove' | 'read'; id: string }
  | { ok: false; status: number; problem: string; headers?: { 'Retry-After': string } };

const fail = (status: number, key: string): Done => ({ ok: false, status, problem: problem(key) });
const gone = fail(404, 'messageGone');

/** Does what a form of the page asks, with or without JavaScript. */
export async function act(
  self: Self,
  topicId: string,
  form: FormData,
  context: AppLoadContext,
): Promise<Done> {
  const intent = form.get('intent');
  if (intent === null) return write(self, topicId, form, context);
  if (intent === 'read') {
    const upTo = String(form.get('upTo') ?? '');
    if (!/^\d{1,15}$/.test(upTo)) return fail(400, 'messageGone');
    const { ok } = await readTopic(db, self, topicId, upTo);
    return ok ? { ok, did: 'read', id: topicId } : gone;
  }
  const id = messageId.safeParse(form.get('message')).data;
  if (!id) return gone;
  if (intent === 'remove') {
    const { ok } = await removeMessage(db, self, id);
    return ok ? { ok, did: 'remove', id } : gone;
  }
  if (intent === 'edit') return edit(self, id, form);
  return fail(400, 'messageGone');
}

async function edit(self: Self, id: string, form: FormData): Promise<Done> {
  const read = messageInput.pick({ text: true }).safeParse({ text: form.get('text') });
  if (!read.success) return { ok: false, status: 400, problem: read.error.issues[0]?.message ?? 'required' };
  const edited = await editMessage(db, self, id, read.data);
  if (edited.ok) return { ok: true, did: 'edit', id };
  return edited.reason === 'tooLate' ? fail(409, 'messageOld') : gone;
}

async function write(self: Self, topicId: string, form: FormData, context: AppLoadContext): Promise<Done> {
  const read = messageInput.safeParse(Object.fromEntries(form));
  if (!read.success) return { ok: false, status: 400, problem: read.error.issues[0]?.message ?? 'required' };
  for (const answer of [await limit('postFrom', addressOf(context)), await limit('message', self.id)]) {
    if (answer.ok) continue;
    const minutes = Math.ceil(answer.retryAfterSeconds / 60);
    const headers = { 'Retry-After': String(answer.retryAfterSeconds) };
    return { ok: false, status: 429, problem: problem('tooMany', { minutes }), headers };
  }
  const written = await writeMessage(db, self, topicId, read.data);
  return written.ok ? { ok: true, did: 'message', id: written.id } : fail(404, 'topicClosed');
}
