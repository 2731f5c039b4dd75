import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { provisioning, stepOf } from '#app/domain/members/authenticator.server';
import {
  confirmAuthenticator,
  prepareAuthenticator,
  removeAuthenticator,
} from '#app/domain/members/commands/authenticator.server';
import { changeHandle } from '#app/domain/members/commands/handles.server';
import { isProven, takeCode } from '#app/domain/members/commands/proofs.server';
import { renewRecoveryCodes } from '#app/domain/members/commands/recovery-codes.server';
import { endSessions } from '#app/domain/members/commands/sessions.server';
import {
  beginSecondFactor,
  passSecondFactor,
  requestSignInLink,
  takeSignInLink,
} from '#app/domain/members/commands/sign-in.server';
import { confirmSignUp, signUp } from '#app/domain/members/commands/sign-up.server';
import { findFactors, findPendingAuthenticator, needsSecondFactor } from '#app/domain/members/factors.server';
import { relyingPartyAt } from '#app/domain/members/passkeys.server';
import { findSuccessor } from '#app/domain/members/profiles.server';
import { findSelf } from '#app/domain/members/queries.server';
import { type Self, stranger } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { db } from '#db/client';
import { aMember, noticesOf } from '../support/people';
import { cookieOf } from '../support/visit';

/** The code an application shows, so many steps from now. */
const codeOf = (secret: Buffer, steps = 0, now = new Date()) =>
  new TOTP({ secret: new Secret({ buffer: new Uint8Array(secret).buffer }) }).generate({
    timestamp: now.getTime() + steps * 30_000,
  });

/** A member with an authenticator, whose first code was of the step before this one. */
async function withAuthenticator(): Promise<{ self: Self; secret: Buffer }> {
  const self = await aMember();
  await prepareAuthenticator(db, self.id);
  const secret = (await findPendingAuthenticator(db, self.id))!.secret;
  expect(await confirmAuthenticator(db, self.id, codeOf(secret, -1))).toEqual({ ok: true });
  return { self, secret };
}

const sessionsOf = async (self: Self) =>
  (await db.selectFrom('sessions').select('id').where('user_id', '=', self.id).execute()).length;

describe('codes of an authenticator', () => {
  test('are those of RFC 6238, appendix B', () => {
    const secret = Buffer.from('12345678901234567890');
    const known: [number, string][] = [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_234_567_890, '005924'],
      [20_000_000_000, '353130'],
    ];
    for (const [seconds, code] of known) {
      expect(stepOf(secret, code, new Date(seconds * 1_000))).toBe(Math.floor(seconds / 30));
    }
    const { uri, typed } = provisioning(secret, 'Perchoir', 'zoe');
    expect(uri).toMatch(/^otpauth:\/\/totp\/Perchoir:zoe\?issuer=Perchoir&secret=GEZDGNBVGY3TQOJQ/);
    expect(typed).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
  });

  test('pass one step late or early, and no further', async () => {
    const { self, secret } = await withAuthenticator();
    const now = new Date(Math.ceil(Date.now() / 30_000 + 10) * 30_000);
    expect(await takeCode(db, self.id, codeOf(secret, -2, now), now)).toBe(false);
    expect(await takeCode(db, self.id, codeOf(secret, 2, now), now)).toBe(false);
    expect(await takeCode(db, self.id, codeOf(secret, -1, now), now)).toBe(true);
    expect(await takeCode(db, self.id, codeOf(secret, 1, now), now)).toBe(true);
  });

  test('are taken once: not again, not one before it, not twenty times at once', async () => {
    const { self, secret } = await withAuthenticator();
    expect(await takeCode(db, self.id, codeOf(secret, -1))).toBe(false);
    const at = new Date();
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => takeCode(db, self.id, codeOf(secret, 0, at), at)),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    const later = new Date(at.getTime() + 30_000);
    expect(await takeCode(db, self.id, codeOf(secret, 0, at), later)).toBe(false);
    expect(await takeCode(db, self.id, codeOf(secret, 0, later).replace(/^.../, '$& '), later)).toBe(true);
  });

  test('count for nothing before the first came back, and end every session then', async () => {
    const self = await aMember();
    await cookieOf(self);
    await prepareAuthenticator(db, self.id);
    const { secret } = (await findPendingAuthenticator(db, self.id))!;
    expect(await takeCode(db, self.id, codeOf(secret))).toBe(false);
    expect(await needsSecondFactor(db, self.id)).toBe(false);
    expect(await confirmAuthenticator(db, self.id, '000000')).toMatchObject({ reason: 'code' });
    const code = codeOf(secret);
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => confirmAuthenticator(db, self.id, code)),
    );
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await needsSecondFactor(db, self.id)).toBe(true);
    expect(await sessionsOf(self)).toBe(0);
    expect(await noticesOf('security-changed')).toContainEqual({ member: self.id, what: 'authenticator-on' });
    expect(await prepareAuthenticator(db, self.id)).toMatchObject({ reason: 'authenticatorOn' });
    await removeAuthenticator(db, self.id);
    expect(await needsSecondFactor(db, self.id)).toBe(false);
  });

  test('a secret prepared a quarter of an hour ago is no longer shown, nor confirmed', async () => {
    const self = await aMember();
    await prepareAuthenticator(db, self.id);
    const { secret } = (await findPendingAuthenticator(db, self.id))!;
    const created_at = new Date(Date.now() - 16 * 60_000);
    await db.updateTable('authenticators').set({ created_at }).where('member_id', '=', self.id).execute();
    expect(await confirmAuthenticator(db, self.id, codeOf(secret))).toMatchObject({ reason: 'linkUsed' });
  });

  test('prove who asks, as the password does', async () => {
    const { self, secret } = await withAuthenticator();
    expect(await isProven(db, self.id, 'non')).toBe(false);
    expect(await isProven(db, self.id, codeOf(secret))).toBe(true);
    expect(await isProven(db, self.id, codeOf(secret))).toBe(false);
  });
});

describe('the second door', () => {
  test('opens once with a code, for whoever came through the first', async () => {
    const { self, secret } = await withAuthenticator();
    const half = await beginSecondFactor(db, self.id);
    const pass = (typed: string) => passSecondFactor(db, half, { kind: 'code', typed });
    expect(await pass('123')).toMatchObject({ ok: false, reason: 'code' });
    const tries = await Promise.all(Array.from({ length: 20 }, () => pass(codeOf(secret))));
    expect(tries.filter(({ ok }) => ok)).toMatchObject([{ member: { id: self.id } }]);
    expect(await pass(codeOf(secret, 1))).toMatchObject({ ok: false, reason: 'linkUsed' });
  });

  test('does not open for a secret of another kind, an old one, or a suspended member', async () => {
    const { self, secret } = await withAuthenticator();
    const typed = codeOf(secret);
    const wrong = await mintSecret(db, { purpose: 'sign-in', email: self.email, object: self.id });
    expect(await passSecondFactor(db, wrong, { kind: 'code', typed })).toMatchObject({ reason: 'linkUsed' });
    const old = await beginSecondFactor(db, self.id);
    await db
      .updateTable('secrets')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('purpose', '=', 'second-factor')
      .execute();
    expect(await passSecondFactor(db, old, { kind: 'code', typed })).toMatchObject({ reason: 'linkUsed' });
    const half = await beginSecondFactor(db, self.id);
    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', self.id).execute();
    expect(await passSecondFactor(db, half, { kind: 'code', typed })).toMatchObject({ reason: 'linkUsed' });
  });

  test('opens with each recovery code once, and says so by letter; new ones void the old', async () => {
    const { self } = await withAuthenticator();
    const codes = await renewRecoveryCodes(db, self.id);
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    const kept = await db.selectFrom('recovery_codes').selectAll().where('member_id', '=', self.id).execute();
    expect(JSON.stringify(kept)).not.toContain(codes[0]!.replaceAll('-', ''));
    const pass = async (typed: string) =>
      passSecondFactor(db, await beginSecondFactor(db, self.id), { kind: 'recovery', typed });
    const tries = await Promise.all(Array.from({ length: 20 }, () => pass(codes[0]!)));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await pass(codes[1]!.toUpperCase().replaceAll('-', ' '))).toMatchObject({ ok: true });
    expect((await findFactors(db, self.id)).recovery).toEqual({ made: 10, left: 8 });
    const told = (await noticesOf('security-changed')).filter(({ member }) => member === self.id);
    expect(told.map(({ what }) => what)).toEqual([
      'authenticator-on',
      'recovery-renewed',
      'recovery-used',
      'recovery-used',
    ]);
    const other = await aMember();
    const theirs = await beginSecondFactor(db, other.id);
    expect(await passSecondFactor(db, theirs, { kind: 'recovery', typed: codes[2]! })).toMatchObject({
      ok: false,
    });
    await Promise.all([renewRecoveryCodes(db, self.id), renewRecoveryCodes(db, self.id)]);
    expect(await pass(codes[2]!)).toMatchObject({ ok: false, reason: 'recoveryCode' });
    expect((await findFactors(db, self.id)).recovery).toEqual({ made: 10, left: 10 });
  });
});

describe('a link that signs in', () => {
  const linkFor = ({ email, id }: Pick<Self, 'email' | 'id'>) =>
    mintSecret(db, { purpose: 'sign-in', email, object: id });

  test('is asked for in the same words for every address', async () => {
    const self = await aMember();
    await requestSignInLink(db, self.email);
    await requestSignInLink(db, 'personne@example.org');
    expect((await noticesOf('sign-in-requested')).slice(-2)).toEqual([
      { email: self.email },
      { email: 'personne@example.org' },
    ]);
  });

  test('of twenty who use it at once one comes in, and the others sent meanwhile are void', async () => {
    const self = await aMember();
    const [token, other] = [await linkFor(self), await linkFor(self)];
    const tries = await Promise.all(Array.from({ length: 20 }, () => takeSignInLink(db, token)));
    expect(tries.filter(({ ok }) => ok)).toMatchObject([{ member: { id: self.id } }]);
    expect(await takeSignInLink(db, other)).toMatchObject({ reason: 'linkUsed' });
  });

  test('is bound to its purpose, its hour, its address and a member who may come in', async () => {
    const self = await aMember();
    const reset = await mintSecret(db, { purpose: 'reset-password', email: self.email, object: self.id });
    expect(await takeSignInLink(db, reset)).toMatchObject({ reason: 'linkUsed' });
    expect(await takeSignInLink(db, await linkFor({ ...self, email: 'avant@example.org' }))).toMatchObject({
      ok: false,
    });
    const old = await linkFor(self);
    await db
      .updateTable('secrets')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('object', '=', self.id)
      .execute();
    expect(await takeSignInLink(db, old)).toMatchObject({ ok: false });
    const last = await linkFor(self);
    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', self.id).execute();
    expect(await takeSignInLink(db, last)).toMatchObject({ ok: false, reason: 'suspended' });
  });
});

describe('a handle', () => {
  const again = async (self: Self) => (await findSelf(db, self.id))!;

  test('that was left leads to its member for a year, is nobody else’s, and can be taken back', async () => {
    const self = await aMember('Avant');
    const other = await aMember();
    const before = self.handle;
    expect(await changeHandle(db, self, 'apres_coup')).toEqual({ ok: true });
    expect(await findSuccessor(db, stranger, before.toUpperCase())).toBe('apres_coup');
    expect(await changeHandle(db, other, before)).toMatchObject({ reason: 'handleTaken' });
    const person = { email: 'n@example.org', name: 'N', password: 'une porte et un chat', timezone: 'UTC' };
    const signing = signUp(db, { ...person, handle: before, ofAge: 'on' }, 'fr');
    expect(await signing).toMatchObject({ reason: 'handleTaken' });
    expect(await changeHandle(db, await again(self), before)).toEqual({ ok: true });
    expect(await findSuccessor(db, stranger, 'apres_coup')).toBe(before);
    expect(await findSuccessor(db, stranger, before)).toBeUndefined();
  });

  test('is free after the year, and leads nowhere then', async () => {
    const self = await aMember();
    const before = self.handle;
    await changeHandle(db, self, 'plus_tard');
    const left_at = new Date(Date.now() - 367 * 86_400_000);
    await db.updateTable('former_handles').set({ left_at }).where('handle', '=', before).execute();
    expect(await findSuccessor(db, stranger, before)).toBeUndefined();
    expect(await changeHandle(db, await aMember(), before)).toEqual({ ok: true });
  });

  test('left by one while ten others reach for it is nobody’s; two who swap theirs do not hang', async () => {
    for (let round = 0; round < 5; round++) {
      const self = await aMember();
      const others = await Promise.all(Array.from({ length: 10 }, () => aMember()));
      const [left, ...taken] = await Promise.all([
        changeHandle(db, self, `parti${round}`),
        ...others.map((other) => changeHandle(db, other, self.handle)),
      ]);
      expect(left).toEqual({ ok: true });
      expect(taken.filter(({ ok }) => ok)).toEqual([]);
      const [one, two] = [others[0]!, others[1]!];
      const swaps = await Promise.all([changeHandle(db, one, two.handle), changeHandle(db, two, one.handle)]);
      expect(swaps.filter(({ ok }) => ok)).toEqual([]);
    }
  });

  test('that is being left is waited for by who takes it, and then is not theirs', async () => {
    const [self, other] = [await aMember(), await aMember()];
    const leaving = await db.startTransaction().execute();
    await leaving.updateTable('members').set({ handle: 'sur_le_depart' }).where('id', '=', self.id).execute();
    const taking = db
      .updateTable('members')
      .set({ handle: self.handle })
      .where('id', '=', other.id)
      .execute()
      .then(
        () => 'taken',
        (error) => error.code,
      );
    await expect
      .poll(() =>
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
          .execute(db)
          .then(({ rows }) => rows.length),
      )
      .toBe(1);
    await leaving.commit().execute();
    expect(await taking).toBe('23505');
  });

  test('left while a sign-up for it is confirmed: the sign-up asks for another', async () => {
    const self = await aMember();
    await db
      .insertInto('signups')
      .values({
        ...{ email: 'ensuite@example.org', handle: self.handle, name: 'N', password_hash: 'none' },
        ...{ language: 'fr', timezone: 'UTC', expires_at: new Date(Date.now() + 60_000) },
      })
      .execute();
    const { id } = await db
      .selectFrom('signups')
      .select('id')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const token = await mintSecret(db, {
      purpose: 'confirm-signup',
      email: 'ensuite@example.org',
      object: id,
    });
    const [left, confirmed] = await Promise.all([
      changeHandle(db, self, 'tiens_tiens'),
      confirmSignUp(db, token),
    ]);
    expect(left).toEqual({ ok: true });
    expect(confirmed).toMatchObject({ ok: false, reason: 'handleTaken' });
  });
});

test('sessions end one, all but one, or all; another member’s never', async () => {
  const [self, other] = [await aMember(), await aMember()];
  for (const member of [self, self, self, other]) await cookieOf(member);
  const ids = await db.selectFrom('sessions').select('id').where('user_id', '=', self.id).execute();
  await endSessions(db, other.id, { named: ids[0]!.id.slice(0, 16) });
  expect(await sessionsOf(self)).toBe(3);
  await endSessions(db, self.id, { named: ids[0]!.id.slice(0, 16) });
  expect(await sessionsOf(self)).toBe(2);
  await endSessions(db, self.id, { allBut: ids[1]!.id });
  expect(await sessionsOf(self)).toBe(1);
  await endSessions(db, self.id, 'all');
  expect([await sessionsOf(self), await sessionsOf(other)]).toEqual([0, 1]);
});

test.each([
  ['http://localhost:3000/login', { id: 'localhost', origin: 'http://localhost:3000' }],
  ['https://perchoir.example.org/x', { id: 'perchoir.example.org', origin: 'https://perchoir.example.org' }],
  ['http://127.0.0.1:3000/', null],
  ['https://[::1]/', null],
  ['https://192.0.2.7/', null],
  ['http://bureau.local/', null],
])('a passkey at %s is made for %j', (url, rp) => {
  expect(relyingPartyAt(url)).toEqual(rp);
});
