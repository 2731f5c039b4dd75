import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Row } from '#db/schema';
import type { Language } from '../rules';

/** The contact of an address, made if it is new; a name it has is kept. */
export async function ensureContact(
  trx: Trx,
  { email, name = '', language = null }: { email: string; name?: string; language?: Language | null },
): Promise<Row<'contacts'>> {
  return trx
    .insertInto('contacts')
    .values({ email, name, language })
    .onConflict((on) =>
      on.expression(sql`lower(email)`).doUpdateSet({
        // also takes the row's lock, so that two who bring the same address wait for each other
        name: sql`case when contacts.name = '' then excluded.name else contacts.name end`,
        language: sql`coalesce(contacts.language, excluded.language)`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Notes that somebody holding a letter to this address acted on it. */
export async function verifyContact(trx: Trx, contactId: string): Promise<void> {
  await trx
    .updateTable('contacts')
    .set({ verified_at: new Date() })
    .where('id', '=', contactId)
    .where('verified_at', 'is', null)
    .execute();
}

/** The language a person chose, for the pages and letters to come. */
export async function chooseLanguage(db: Db, contactId: string, language: Language): Promise<void> {
  await db.updateTable('contacts').set({ language }).where('id', '=', contactId).execute();
}

/** Stops letters nobody waits for: invitations, their reminders, announcements. RFC 8058 */
export async function unsubscribeContact(db: Db, contactId: string): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ unsubscribed_at: new Date() })
    .where('id', '=', contactId)
    .where('unsubscribed_at', 'is', null)
    .execute();
}

export async function resubscribeContact(db: Db, contactId: string): Promise<void> {
  await db.updateTable('contacts').set({ unsubscribed_at: null }).where('id', '=', contactId).execute();
}

/** Remembers that an address cannot be written to, and why its server said so. */
export async function suppressContact(db: Db | Trx, contactId: string, reason: string): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ suppressed_at: new Date(), suppressed_reason: reason.slice(0, 500) })
    .where('id', '=', contactId)
    .where('suppressed_at', 'is', null)
    .execute();
}
