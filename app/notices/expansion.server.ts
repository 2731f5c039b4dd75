import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { notWrittenTo } from './allowance.server';
import { DELIVER_TASK, type LetterNotice } from './catalogue';
import { keptFrom } from './kept-from.server';
import type { Recipient } from './readers.server';

export type RecipientsOf = (trx: Trx, notice: LetterNotice) => Promise<Recipient[]>;

/** Has due letters sent: now, or once the queue has something again. One job waits for each, however many ask. */
export async function askForDelivery(db: Db | Trx, at?: Date): Promise<void> {
  const key = at ? 'deliver-letters-later' : 'deliver-letters';
  await sql`
    select graphile_worker.add_job(${DELIVER_TASK}::text, job_key => ${key}::text, run_at => ${at ?? null}::timestamptz)
  `.execute(db);
}

/** Rows per insert: each takes at most ten of the 65,535 parameters a statement may have. */
const CHUNK = 1_000;

/**
 * Makes a notice's letters, all of them or none: one per address, however often it is tried.
 * @returns how many were made; 0 also where another process is at it or has been
 */
export function expandNotice(
  db: Db,
  id: string,
  recipientsOf: RecipientsOf,
  appUrl: string,
): Promise<number> {
  return withTransaction(db, async (trx) => {
    const notice = await trx
      .selectFrom('notices')
      .select(['kind', 'payload'])
      .where('id', '=', id)
      .where('expanded_at', 'is', null)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!notice) return 0;
    const recipients = await recipientsOf(trx, { kind: notice.kind, ...notice.payload } as LetterNotice);
    const host = new URL(appUrl).hostname;
    const reasons = new Map([...(await notWrittenTo(trx, recipients)), ...(await keptFrom(trx, recipients))]);
    const letters = recipients.map((recipient) => {
      const reason = reasons.get(recipient.email.toLowerCase());
      return { ...letterFor(recipient, id, host), ...(reason && { state: 'dropped' as const, reason }) };
    });
    for (let at = 0; at < letters.length; at += CHUNK) {
      await trx
        .insertInto('letters')
        .values(letters.slice(at, at + CHUNK))
        .onConflict((oc) => oc.doNothing())
        .execute();
    }
    await trx.updateTable('notices').set({ expanded_at: new Date() }).where('id', '=', id).execute();
    if (recipients.length > 0) await askForDelivery(trx);
    return recipients.length;
  });
}

function letterFor(recipient: Recipient, notice: string, host: string) {
  const id = randomUUID();
  return {
    id,
    notice_id: notice,
    contact_id: recipient.contactId,
    invitation_id: recipient.invitationId ?? null,
    kind: recipient.letter,
    email: recipient.email,
    about: JSON.stringify(recipient.about),
    // RFC 5322 section 3.6.4. Decided now, so that every try carries the same one.
    message_id: `<${id}@${host}>`,
    ...(recipient.notBefore && { next_try_at: recipient.notBefore }),
  };
}

/** Notices that should have become letters by now: their job died with its process, and its lock outlives it for hours. */
export async function forgottenNotices(db: Db, olderThanSeconds: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from notices
    where expanded_at is null and created_at <= now() - make_interval(secs => ${olderThanSeconds})
    order by id
  `.execute(db);
  return rows.map((row) => row.id);
}
