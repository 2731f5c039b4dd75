import { describe, expect, test } from 'vitest';
import { requestPasswordReset, resetPassword } from '#app/domain/members/commands/passwords.server';
import { confirmSignUp, signUp } from '#app/domain/members/commands/sign-up.server';
import { idInToken, isGenuine, linkToken } from '#app/domain/members/links.server';
import { isPassword } from '#app/domain/members/passwords.server';
import { findCredentials } from '#app/domain/members/queries.server';
import { findSecret, mintSecret } from '#app/domain/members/secrets.server';
import { db } from '#db/client';
import { aMember, noticesOf } from '../support/people';

const person = (more = {}) => ({
  email: 'lila@example.org',
  handle: 'lila',
  name: 'Lila',
  password: 'un bec et deux ailes',
  timezone: 'Europe/Paris',
  ofAge: 'on' as const,
  ...more,
});

async function letterFor(email: string): Promise<string> {
  const signup = await db
    .selectFrom('signups')
    .select('id')
    .where('email', '=', email)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return mintSecret(db, { purpose: 'confirm-signup', email, object: signup.id });
}

describe('sign-up', () => {
  test('makes a member only once the letter is answered, with the password that was typed', async () => {
    await signUp(db, person(), 'fr');
    expect(await findCredentials(db, 'lila@example.org')).toBeUndefined();
    expect(await confirmSignUp(db, await letterFor('lila@example.org'))).toMatchObject({ ok: true });
    const known = await findCredentials(db, 'LILA@example.org');
    expect(await isPassword(known?.passwordHash, 'un bec et deux ailes')).toBe(true);
    expect(await isPassword(known?.passwordHash, 'un bec et trois ailes')).toBe(false);
  });

  test('answers the same for an address that has an account, and changes nothing of it', async () => {
    const self = await aMember('Ngozi');
    expect(await signUp(db, person({ email: self.email, handle: 'other_one' }), 'fr')).toEqual({ ok: true });
    const token = await letterFor(self.email);
    expect(await confirmSignUp(db, token)).toMatchObject({ ok: false, reason: 'linkUsed' });
    expect(await findCredentials(db, self.email)).toMatchObject({ id: self.id, passwordHash: 'none' });
  });

  test('of two for one address, each letter opens its own: nobody swaps the password behind a letter', async () => {
    await signUp(db, person({ email: 'amina@example.org', handle: 'amina' }), 'fr');
    const hers = await letterFor('amina@example.org');
    await signUp(
      db,
      person({ email: 'amina@example.org', handle: 'amina', password: 'celui du voleur' }),
      'fr',
    );
    await confirmSignUp(db, hers);
    const known = await findCredentials(db, 'amina@example.org');
    expect(await isPassword(known?.passwordHash, 'un bec et deux ailes')).toBe(true);
  });

  test('a handle taken meanwhile is asked again, and the letter still works', async () => {
    await signUp(db, person({ email: 'paul@example.org', handle: 'paul' }), 'fr');
    const token = await letterFor('paul@example.org');
    await signUp(db, person({ email: 'paola@example.org', handle: 'PAUL' }), 'fr');
    await confirmSignUp(db, await letterFor('paola@example.org'));
    expect(await confirmSignUp(db, token)).toMatchObject({ ok: false, reason: 'handleTaken' });
    expect(await confirmSignUp(db, token, 'paul2')).toMatchObject({ ok: true });
  });

  test('of twenty who use one letter at once, one gets in', async () => {
    await signUp(db, person({ email: 'oscar@example.org', handle: 'oscar' }), 'fr');
    const token = await letterFor('oscar@example.org');
    const tries = await Promise.all(Array.from({ length: 20 }, () => confirmSignUp(db, token)));
    expect(tries.filter((result) => result.ok)).toHaveLength(1);
  });

  test('adopts the contact its address already is', async () => {
    const contact = await db
      .insertInto('contacts')
      .values({ email: 'Malo@example.org', language: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    await signUp(db, person({ email: 'malo@example.org', handle: 'malo' }), 'en');
    const confirmed = await confirmSignUp(db, await letterFor('malo@example.org'));
    const member = await db
      .selectFrom('members')
      .select('contact_id')
      .where('id', '=', confirmed.ok ? confirmed.memberId : '')
      .executeTakeFirstOrThrow();
    expect(member.contact_id).toBe(contact.id);
  });
});

describe('reset', () => {
  test('sets the password once, ends every session and tells the member', async () => {
    const self = await aMember('Yuki');
    await db
      .insertInto('sessions')
      .values({ id: 'a'.repeat(64), user_id: self.id, expires_at: soon(), ends_at: soon() })
      .execute();
    await requestPasswordReset(db, self.email);
    const token = await mintSecret(db, { purpose: 'reset-password', email: self.email, object: self.id });
    expect(await resetPassword(db, token, 'la nouvelle phrase')).toMatchObject({ ok: true });
    expect(await resetPassword(db, token, 'encore une autre')).toMatchObject({
      ok: false,
      reason: 'linkUsed',
    });
    expect(await db.selectFrom('sessions').select('id').where('user_id', '=', self.id).execute()).toEqual([]);
    expect(await noticesOf('password-changed')).toContainEqual({ member: self.id });
  });

  test('a secret is bound to its purpose and its time, and kept only as a hash', async () => {
    const self = await aMember('Soizic');
    const token = await mintSecret(db, { purpose: 'reset-password', email: self.email, object: self.id });
    expect(await findSecret(db, token, 'confirm-signup')).toBeUndefined();
    const stored = JSON.stringify(await db.selectFrom('secrets').selectAll().execute());
    expect(stored).not.toContain(token);
    await db
      .updateTable('secrets')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .execute();
    expect(await resetPassword(db, token, 'trop tard, hélas')).toMatchObject({ ok: false });
  });
});

const soon = () => new Date(Date.now() + 60_000);

test('a link is bound to purpose, object and version', async () => {
  const id = '018f3a4c-1111-4222-8333-444455556666';
  const token = await linkToken(db, 'invitation', { id, version: 1 });
  expect(idInToken(token)).toBe(id);
  expect(await isGenuine(db, token, 'invitation', { id, version: 1 })).toBe(true);
  expect(await isGenuine(db, token, 'invitation', { id, version: 2 })).toBe(false);
  expect(await isGenuine(db, token, 'rsvp', { id, version: 1 })).toBe(false);
  expect(await isGenuine(db, `${token.slice(0, -6)}AAAAAA`, 'invitation', { id, version: 1 })).toBe(false);
  expect(idInToken('nothing-of-ours')).toBeUndefined();
});
