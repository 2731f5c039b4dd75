import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Row } from '#db/schema';
import type { Language } from '../rules';

export interface NewContact {
  email: string;
  language?: Language | null;
}

/** The contact of an address, made if it is new; the language it has is kept. */
export async function ensureContact(trx: Trx, person: NewContact): Promise<Row<'contacts'>> {
  const [contact] = await ensureContacts(trx, [person]);
  if (!contact) throw new Error('a contact was neither found nor made');
  return contact;
}

// Well under the 65,535 parameters a statement may have.
const CHUNK = 1000;

/** The contacts of addresses that are all different; in no order. */
export async function ensureContacts(trx: Trx, people: NewContact[]): Promise<Row<'contacts'>[]> {
  // In the addresses' order, so that two who bring the same ones wait for, not on, each other.
  const key = (person: NewContact) => person.email.toLowerCase();
  const sorted = [...people].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const contacts: Row<'contacts'>[] = [];
  for (let at = 0; at < sorted.length; at += CHUNK) {
    const made = await trx
      .insertInto('contacts')
      .values(sorted.slice(at, at + CHUNK).map(({ email, language = null }) => ({ email, language })))
      .onConflict((on) =>
        on.expression(sql`lower(email)`).doUpdateSet({
          language: sql`coalesce(contacts.language, excluded.language)`,
        }),
      )
      .returningAll()
      .execute();
    contacts.push(...made);
  }
  return contacts;
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

/** Stops every kind of letter that can be stopped. RFC 8058 */
export async function unsubscribeContact(db: Db, contactId: string): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ unsubscribed_at: new Date() })
    .where('id', '=', contactId)
    .where('unsubscribed_at', 'is', null)
    .execute();
}

/**
 * Writes to them again. That is for nobody but the person to ask: what they stopped, and what stopped because
 * their mail server once refused a letter. If it refuses again, it stops again.
 */
export async function resubscribeContact(db: Db, contactId: string): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ unsubscribed_at: null, suppressed_at: null, suppressed_reason: null })
    .where('id', '=', contactId)
    .execute();
}
