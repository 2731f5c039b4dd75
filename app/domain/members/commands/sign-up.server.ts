import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { type Language, type Refusal, refuse } from '../../rules';
import { ensureContact } from '../contacts.server';
import { hashPassword } from '../passwords.server';
import { findCredentials, hasMembers } from '../queries.server';
import { SECRET_HOURS, type signUpInput } from '../rules';
import { consumeSecret, findSecret } from '../secrets.server';
import { isHandleTaken, isTakenError } from './handles.server';

/**
 * Keeps a sign-up until its address is confirmed, and writes to that address. An address that already
 * has an account is answered the same here, in the same time; only its letter differs. Several sign-ups
 * may wait for one address or one handle: who answers the letter first has it, so that nobody can
 * block a handle or swap the password behind a letter that is under way.
 */
export async function signUp(
  db: Db,
  input: z.output<typeof signUpInput>,
  language: Language,
): Promise<{ ok: true } | Refusal<'handleTaken'>> {
  const password_hash = await hashPassword(input.password);
  return withTransaction(db, async (trx) => {
    const { email, handle, name, timezone } = input;
    if (await isHandleTaken(trx, handle)) return refuse('handleTaken', 'handle');
    const signup = await trx
      .insertInto('signups')
      .values({ email, handle, name, timezone, language, password_hash, expires_at: expiry() })
      .returning('id')
      .executeTakeFirstOrThrow();
    await announce(trx, { kind: 'signup-requested', signup: signup.id });
    return { ok: true };
  });
}

const expiry = () => new Date(Date.now() + SECRET_HOURS['confirm-signup'] * 3_600_000);

async function hasAccount(db: Db | Trx, email: string): Promise<boolean> {
  return (await findCredentials(db, email)) !== undefined;
}

/**
 * The sign-up behind a mailed link, for the page that confirms it.
 * @param lock keeps whoever uses the same link at once waiting until the transaction ends
 */
export async function findSignUp(db: Db | Trx, token: string, lock?: 'lock') {
  const secret = await findSecret(db, token, 'confirm-signup');
  if (!secret?.object) return undefined;
  const signup = db
    .selectFrom('signups')
    .selectAll()
    .where('id', '=', secret.object)
    .where('expires_at', '>', new Date());
  return (lock ? signup.forUpdate() : signup).executeTakeFirst();
}

/**
 * Makes the member of a sign-up whose letter was answered; adopts the contact its address already is.
 * @param handle another one, where the first was taken meanwhile
 */
export async function confirmSignUp(
  db: Db,
  token: string,
  handle?: string,
): Promise<{ ok: true; memberId: string } | Refusal<'linkUsed' | 'handleTaken'>> {
  const confirming = withTransaction<Awaited<ReturnType<typeof confirmSignUp>>>(db, async (trx) => {
    const signup = await findSignUp(trx, token, 'lock');
    if (!signup) return refuse('linkUsed');
    const person = { ...signup, handle: handle ?? signup.handle };
    const memberId = await createMember(trx, person);
    if (!memberId) {
      return (await hasAccount(trx, person.email)) ? refuse('linkUsed') : refuse('handleTaken', 'handle');
    }
    await consumeSecret(trx, token, 'confirm-signup');
    await trx.deleteFrom('signups').where('id', '=', signup.id).execute();
    return { ok: true, memberId };
  });
  return confirming.catch((error) => {
    // Somebody gave the handle up in the same moment: it is theirs for a year.
    if (isTakenError(error)) return refuse('handleTaken', 'handle');
    throw error;
  });
}

export interface NewMember {
  email: string;
  handle: string;
  name: string;
  password_hash: string;
  language: Language;
  timezone: string;
  steward?: boolean;
}

/** A member on a verified address; undefined where address or handle have one by now. */
export async function createMember(trx: Trx, person: NewMember): Promise<string | undefined> {
  if (await isHandleTaken(trx, person.handle)) return undefined;
  const contact = await ensureContact(trx, person);
  const member = await trx
    .insertInto('members')
    .values({
      contact_id: contact.id,
      handle: person.handle,
      name: person.name,
      password_hash: person.password_hash,
      timezone: person.timezone,
      steward: person.steward ?? false,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!member) return undefined;
  await trx
    .updateTable('contacts')
    .set({ language: person.language, verified_at: new Date(), unsubscribed_at: null })
    .where('id', '=', contact.id)
    .execute();
  return member.id;
}

/** Makes the first steward with the link printed when an instance without members starts. */
export async function createFirstSteward(
  db: Db,
  token: string,
  input: z.output<typeof signUpInput>,
  language: Language,
): Promise<{ ok: true; memberId: string } | Refusal<'linkUsed'>> {
  const password_hash = await hashPassword(input.password);
  return withTransaction(db, async (trx) => {
    if (!(await consumeSecret(trx, token, 'first-steward'))) return refuse('linkUsed');
    // Two starts give two links: whoever is second finds the first one's member.
    await trx.selectFrom('instance').select('only_one').forUpdate().execute();
    if (await hasMembers(trx)) return refuse('linkUsed');
    const memberId = await createMember(trx, { ...input, password_hash, language, steward: true });
    return memberId ? { ok: true, memberId } : refuse('linkUsed');
  });
}
