import { randomUUID } from 'node:crypto';
import type { Composed } from '#app/notices/delivery.server';
import type { Letter } from '#app/notices/outbox.server';
import { db } from '#db/client';
import type { LetterKind } from '#emails/props';
import { letterhead } from './samples';

/** Puts letters of one notice in the queue, one for each address. */
export async function queue(addresses: string[], kind: LetterKind = 'test'): Promise<string[]> {
  const { id: notice } = await db
    .insertInto('notices')
    .values({ kind: 'test', payload: '{}', expanded_at: new Date() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = addresses.map((email) => {
    const id = randomUUID();
    return { id, notice_id: notice, kind, email, about: '{}', message_id: `<${id}@perchoir.example>` };
  });
  for (let at = 0; at < rows.length; at += 1000) {
    await db
      .insertInto('letters')
      .values(rows.slice(at, at + 1000))
      .execute();
  }
  return rows.map((row) => row.id);
}

export const addresses = (count: number, name = 'guest') =>
  Array.from({ length: count }, (_, at) => `${name}${at}@example.org`);

export const letter = (id: string) =>
  db.selectFrom('letters').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** How many letters are in each state. */
export async function states(): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('letters')
    .select(['state', ({ fn }) => fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Empties the queue between tests. */
export async function clear(): Promise<void> {
  await db.deleteFrom('notices').execute();
  await db.deleteFrom('contacts').execute();
  await db.updateTable('instance').set({ mail_paused_at: null, mail_pause_reason: null }).execute();
}

/** A letter of few words: what is tried here is the way, not the writing. */
export async function composePlain(_db: unknown, letters: Letter[]): Promise<Map<string, Composed>> {
  return new Map(
    letters.map(({ id, email, message_id }) => [
      id,
      {
        mail: {
          to: { name: '', address: email },
          subject: 'Essai',
          text: 'Bonjour',
          html: '<p>Bonjour</p>',
          language: 'fr',
          images: [],
          messageId: message_id,
        },
      },
    ]),
  );
}

export const tools = { from: letterhead.from, compose: composePlain };
