import { describe, expect, test } from 'vitest';
import {
  addPasskey,
  askForPasskey,
  offerPasskey,
  removePasskey,
} from '#app/domain/members/commands/passkeys.server';
import {
  beginSecondFactor,
  passSecondFactor,
  signInWithPasskey,
} from '#app/domain/members/commands/sign-in.server';
import { findFactors, needsSecondFactor } from '#app/domain/members/factors.server';
import type { Self } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { db } from '#db/client';
import { type Ceremony, SoftAuthenticator } from '../support/authenticator';
import { aMember, noticesOf } from '../support/people';
import { cookieOf } from '../support/visit';

const rp = { id: 'localhost', origin: 'http://localhost:3000' };

async function offered(self: Self): Promise<string> {
  const options = await offerPasskey(db, self, rp);
  if ('ok' in options) throw new Error(options.reason);
  return options.challenge;
}

async function withPasskey(more: Partial<Ceremony> = {}) {
  const self = await aMember();
  const key = new SoftAuthenticator();
  const answer = key.register({ challenge: await offered(self), ...more });
  expect(await addPasskey(db, self.id, rp, answer, 'mon téléphone')).toEqual({ ok: true });
  return { self, key };
}

const asked = async (memberId?: string) => (await askForPasskey(db, rp, memberId)).challenge;

describe('a passkey', () => {
  test('is kept with its name, ends every session, and is the second factor from then on', async () => {
    const self = await aMember();
    await cookieOf(self);
    const key = new SoftAuthenticator();
    const answer = key.register({ challenge: await offered(self) });
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => addPasskey(db, self.id, rp, answer, 'clé')),
    );
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await findFactors(db, self.id)).passkeys).toMatchObject([
      { id: key.id, name: 'clé', lastUsedAt: null },
    ]);
    expect(await needsSecondFactor(db, self.id)).toBe(true);
    expect(await db.selectFrom('sessions').select('id').where('user_id', '=', self.id).execute()).toEqual([]);
    expect(await noticesOf('security-changed')).toContainEqual({ member: self.id, what: 'passkey-added' });
    expect(await removePasskey(db, (await aMember()).id, key.id)).toBe(false);
    expect(await removePasskey(db, self.id, key.id)).toBe(true);
    expect(await needsSecondFactor(db, self.id)).toBe(false);
  });

  test('is not made for another member, origin or host, nor with a challenge that asks for one', async () => {
    const [self, other] = [await aMember(), await aMember()];
    const make = async (more: Partial<Ceremony>, memberId = self.id) => {
      const answer = new SoftAuthenticator().register({ challenge: await offered(self), ...more });
      return addPasskey(db, memberId, rp, answer, '');
    };
    expect(await make({}, other.id)).toMatchObject({ ok: false });
    expect(await make({ origin: 'https://evil.example' })).toMatchObject({ ok: false });
    expect(await make({ rpId: 'evil.example' })).toMatchObject({ ok: false });
    expect(await make({ challenge: await asked() })).toMatchObject({ ok: false });
    expect(await make({ challenge: Buffer.from('made up').toString('base64url') })).toMatchObject({
      ok: false,
    });
    for (const answer of [undefined, null, {}, 'x', { response: { clientDataJSON: 'e30' } }]) {
      expect(await addPasskey(db, self.id, rp, answer, '')).toMatchObject({ ok: false });
    }
    expect((await findFactors(db, self.id)).passkeys).toEqual([]);
  });
});

describe('signing in with a passkey alone', () => {
  test('answers once for both factors, of twenty at once and ever after', async () => {
    const { self, key } = await withPasskey();
    const answer = key.authenticate({ challenge: await asked() });
    const tries = await Promise.all(Array.from({ length: 20 }, () => signInWithPasskey(db, rp, answer)));
    expect(tries.filter(({ ok }) => ok)).toMatchObject([{ member: { id: self.id } }]);
    expect(await signInWithPasskey(db, rp, answer)).toMatchObject({ ok: false });
    expect((await findFactors(db, self.id)).passkeys[0]?.lastUsedAt).toBeInstanceOf(Date);
  });

  test('takes one that checked its person, at our origin, with a question of ours that is not old', async () => {
    const { self, key } = await withPasskey();
    const enter = async (more: Partial<Ceremony>) =>
      signInWithPasskey(db, rp, key.authenticate({ challenge: await asked(), ...more }));
    expect(await enter({ verified: false })).toMatchObject({ ok: false });
    expect(await enter({ origin: 'https://evil.example' })).toMatchObject({ ok: false });
    expect(await enter({ rpId: 'evil.example' })).toMatchObject({ ok: false });
    expect(await enter({ challenge: await offered(self) })).toMatchObject({ ok: false });
    const sent = await mintSecret(db, { purpose: 'sign-in', email: self.email });
    expect(await enter({ challenge: Buffer.from(sent).toString('base64url') })).toMatchObject({ ok: false });
    const old = await asked();
    await db
      .updateTable('secrets')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('purpose', '=', 'passkey')
      .execute();
    expect(await enter({ challenge: old })).toMatchObject({ ok: false });
    expect(await enter({})).toMatchObject({ ok: true });
  });

  test('is for nobody who is suspended, with no key that is not known, and none that was copied', async () => {
    const { self, key } = await withPasskey();
    const stranger = new SoftAuthenticator().authenticate({ challenge: await asked() });
    expect(await signInWithPasskey(db, rp, stranger)).toMatchObject({ ok: false });
    // A counter that stands still: two of them sign.
    await db.updateTable('passkeys').set({ counter: '1000' }).where('id', '=', key.id).execute();
    const copied = key.authenticate({ challenge: await asked() });
    expect(await signInWithPasskey(db, rp, copied)).toMatchObject({ ok: false });
    await db.updateTable('passkeys').set({ counter: '0' }).where('id', '=', key.id).execute();
    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', self.id).execute();
    const answer = key.authenticate({ challenge: await asked() });
    expect(await signInWithPasskey(db, rp, answer)).toMatchObject({ ok: false, reason: 'suspended' });
  });
});

test('as a second factor it need not have checked its person, but must be the member’s own', async () => {
  const [{ self, key }, other] = [await withPasskey({ verified: false }), await withPasskey()];
  const pass = async (of: SoftAuthenticator) => {
    const answer = of.authenticate({ challenge: await asked(self.id), verified: false });
    return passSecondFactor(db, await beginSecondFactor(db, self.id), { kind: 'passkey', rp, answer });
  };
  expect(await pass(other.key)).toMatchObject({ ok: false, reason: 'passkey' });
  expect(await pass(key)).toMatchObject({ ok: true, member: { id: self.id } });
});
