import { beforeEach, expect, test } from 'vitest';
import { listActs } from '#app/domain/acts/queries.server';
import { requestPasswordReset, resetPassword } from '#app/domain/members/commands/passwords.server';
import { openFactorsReset, resetFactors } from '#app/domain/members/commands/reset-factors.server';
import { findFactors, needsSecondFactor } from '#app/domain/members/factors.server';
import { hashPassword } from '#app/domain/members/passwords.server';
import type { Self } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { forgetAttempts } from '#app/http/limits.server';
import { composeLetters } from '#app/notices/compose.server';
import { expandNotice } from '#app/notices/expansion.server';
import { recipientsOf } from '#app/notices/readers.server';
import * as page from '#app/routes/login_.factors.$token';
import * as team from '#app/routes/steward.members';
import { viewerOf } from '#app/session.server';
import { db } from '#db/client';
import { aMember } from '../support/people';
import { cookieOf, visit } from '../support/visit';

/* Who lost their phone and their recovery codes: a steward opens, the member confirms. */

const PASSWORD = 'une phrase assez longue';
let steward: Self;
let lost: Self;
let own: string;

beforeEach(async () => {
  for (const table of ['letters', 'notices'] as const) await db.deleteFrom(table).execute();
  steward = { ...(await aMember('Intendante')), steward: true, trusted: true };
  await db.updateTable('members').set({ steward: true }).where('id', '=', steward.id).execute();
  lost = await aMember('Perdue');
  own = await cookieOf(lost);
  await db
    .updateTable('members')
    .set({ password_hash: await hashPassword(PASSWORD) })
    .where('id', '=', lost.id)
    .execute();
  await db
    .insertInto('authenticators')
    .values({ member_id: lost.id, secret: Buffer.alloc(20, 1), confirmed_at: new Date() })
    .execute();
  await db
    .insertInto('passkeys')
    .values({ id: `key-${lost.id}`, member_id: lost.id, public_key: Buffer.from('key') })
    .execute();
  await db
    .insertInto('recovery_codes')
    .values({ member_id: lost.id, hash: 'a'.repeat(64), used_at: null })
    .execute();
});

/** Writes what waits, as the worker would: each letter's address and text. */
async function letters() {
  const waiting = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of waiting) await expandNotice(db, id, recipientsOf, 'https://perchoir.example');
  const rows = await db.selectFrom('letters').selectAll().where('state', '=', 'queued').execute();
  const composed = await composeLetters(db, rows);
  return rows.flatMap(({ id, kind, email }) => {
    const written = composed.get(id);
    return written && 'mail' in written ? [{ kind, email, text: written.mail.text }] : [];
  });
}

async function linkFor(member: Self): Promise<string> {
  expect(await openFactorsReset(db, steward, member.handle)).toEqual({ ok: true });
  const [letter] = (await letters()).filter(({ kind }) => kind === 'reset-factors');
  expect(letter?.email).toBe(member.email);
  return /\/login\/factors\/([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
}
const isIn = async (cookie: string) =>
  (await viewerOf(new Request('http://localhost', { headers: { Cookie: cookie } }))).member !== null;

test('a steward opens it and changes nothing; the member’s link and password take it away and end every session', async () => {
  const token = await linkFor(lost);
  expect(await needsSecondFactor(db, lost.id)).toBe(true);
  expect(await isIn(own)).toBe(true);

  expect(await resetFactors(db, token, 'autre chose')).toMatchObject({ reason: 'passwordWrong' });
  expect(await needsSecondFactor(db, lost.id)).toBe(true);

  expect(await resetFactors(db, token, PASSWORD)).toMatchObject({ ok: true, member: { id: lost.id } });
  expect(await findFactors(db, lost.id)).toEqual({
    authenticatorSince: null,
    passkeys: [],
    recovery: { made: 0, left: 0 },
  });
  expect(await isIn(own)).toBe(false);
  expect((await letters()).map(({ kind, email }) => [kind, email])).toContainEqual([
    'security-changed',
    lost.email,
  ]);
  const { acts } = await listActs(db, null);
  const logged = acts.filter(({ kind }) => kind.startsWith('factors-reset'));
  expect(logged.map(({ kind, actor, subject }) => [kind, actor, subject])).toEqual([
    ['factors-reset', lost.handle, lost.handle],
    ['factors-reset-opened', steward.handle, lost.handle],
  ]);
  expect(await resetFactors(db, token, PASSWORD)).toMatchObject({ reason: 'linkUsed' });
});

test('only a steward opens it, with the second factor they need themselves', async () => {
  for (const one of [lost, await aMember(), { ...steward, trusted: false }])
    expect(await openFactorsReset(db, one, lost.handle)).toMatchObject({ reason: 'notSteward' });
  expect(await openFactorsReset(db, steward, 'personne_ici')).toMatchObject({ reason: 'noSuchMember' });
  expect(await letters()).toEqual([]);
});

test('who has no second factor gets no letter, and the steward is told the same', async () => {
  const without = await aMember();
  expect(await openFactorsReset(db, steward, without.handle)).toEqual({ ok: true });
  expect(await letters()).toEqual([]);
});

test('the link is of one address, the last letter, and the password there was', async () => {
  const first = await linkFor(lost);
  await openFactorsReset(db, steward, lost.handle);
  expect(await resetFactors(db, first, PASSWORD)).toMatchObject({ reason: 'linkUsed' });

  const mint = (email = lost.email) => mintSecret(db, { purpose: 'reset-factors', email, object: lost.id });
  const elsewhere = await mint('autre@example.org');
  expect(await resetFactors(db, elsewhere, PASSWORD)).toMatchObject({ reason: 'linkUsed' });

  // Whoever reads the letters can change the password, and would have both proofs by one.
  const token = await mint();
  await requestPasswordReset(db, lost.email);
  const reset = await mintSecret(db, { purpose: 'reset-password', email: lost.email, object: lost.id });
  expect(await resetPassword(db, reset, 'une autre phrase longue')).toMatchObject({ ok: true });
  expect(await resetFactors(db, token, 'une autre phrase longue')).toMatchObject({ reason: 'linkUsed' });
  expect(await needsSecondFactor(db, lost.id)).toBe(true);
});

test('the pages: a steward’s form; a link that is looked at changes nothing, and lets its member in', async () => {
  const cookie = await cookieOf(steward);
  const press = (handle: string, as?: string) =>
    visit(team.action, '/steward/members', { cookie: as, form: { act: 'lost', handle } });
  expect((await press(lost.handle)).status).toBe(404);
  expect((await press(lost.handle, own)).status).toBe(404);
  expect(await press('personne_ici', cookie)).toMatchObject({ status: 422, data: { act: 'lost' } });
  expect((await press(lost.handle, cookie)).location).toMatch(
    new RegExp(`^/steward/members\\?opened=${lost.handle}&at=\\w+$`),
  );
  for (let n = 0; n < 3; n++) await press(lost.handle, cookie);
  expect((await press(lost.handle, cookie)).status).toBe(429);
  await forgetAttempts('factorsReset', lost.handle);

  const [letter] = (await letters()).filter(({ kind }) => kind === 'reset-factors');
  const token = /\/login\/factors\/([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
  const params = { token };
  const open = () => visit(page.loader, `/login/factors/${token}`, { params });
  expect(await open()).toMatchObject({ status: 200, data: { handle: lost.handle } });
  expect(await open()).toMatchObject({ status: 200 });
  const send = (proof: string) =>
    visit(page.action, `/login/factors/${token}`, { params, form: { act: 'reset', proof } });
  expect(await send('autre chose')).toMatchObject({
    status: 400,
    data: { error: { proof: ['passwordWrong'] } },
  });
  const entered = await send(PASSWORD);
  expect(entered).toMatchObject({ status: 303, location: '/settings/security' });
  expect(await isIn(entered.cookie ?? '')).toBe(true);
  expect((await send(PASSWORD)).status).toBe(410);
  expect((await open()).status).toBe(410);
});
