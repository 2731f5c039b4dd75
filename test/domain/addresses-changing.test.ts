import { describe, expect, test } from 'vitest';
import {
  agreeToChange,
  applyWaitedChanges,
  cancelEmailChange,
  requestEmailChange,
  stopEmailChange,
} from '#app/domain/members/commands/change-email.server';
import { renewRecoveryCodes } from '#app/domain/members/commands/recovery-codes.server';
import { ensureContact } from '#app/domain/members/contacts.server';
import { findEmailChange } from '#app/domain/members/email-changes.server';
import { hashPassword } from '#app/domain/members/passwords.server';
import { findCredentials, findSelf } from '#app/domain/members/queries.server';
import type { Self } from '#app/domain/members/rules';
import { findSecret, mintSecret } from '#app/domain/members/secrets.server';
import { recipientsOf } from '#app/notices/readers.server';
import { db, withTransaction } from '#db/client';
import { aCommunity, aMember, anEvent, noticesOf } from '../support/people';
import { cookieOf } from '../support/visit';

const PASSWORD = 'un bec et deux ailes';
const password_hash = hashPassword(PASSWORD);
let addresses = 0;
const anAddress = () => `nouvelle${++addresses}@example.org`;

async function withPassword(): Promise<Self> {
  const self = await aMember();
  await db
    .updateTable('members')
    .set({ password_hash: await password_hash })
    .where('id', '=', self.id)
    .execute();
  return self;
}

const ask = (self: Self, email: string, more = {}) =>
  requestEmailChange(db, self, { email, password: PASSWORD, ...more });

/** The links in the letters to both ends. */
async function linksOf(self: Self) {
  const change = (await findEmailChange(db, self.id))!;
  const mint = (purpose: 'leave-address' | 'take-address', email: string) =>
    mintSecret(db, { purpose, email, object: change.id });
  return { leave: await mint('leave-address', self.email), take: await mint('take-address', change.email) };
}

const emailOf = async (self: Self) => (await findSelf(db, self.id))?.email;

describe('a change of address', () => {
  test.each([
    ['leave', 'take'],
    ['take', 'leave'],
  ] as const)('takes both ends, %s first; every session ends and both are told', async (first, second) => {
    const self = await withPassword();
    const email = anAddress();
    expect(await ask(self, email)).toEqual({ ok: true });
    await cookieOf(self);
    const links = await linksOf(self);
    const reset = await mintSecret(db, { purpose: 'reset-password', email: self.email, object: self.id });
    expect(await agreeToChange(db, links[first], `${first}-address`)).toMatchObject({ applied: false });
    expect(await emailOf(self)).toBe(self.email);
    expect(await agreeToChange(db, links[second], `${second}-address`)).toMatchObject({ applied: true });
    expect(await emailOf(self)).toBe(email);
    expect(await db.selectFrom('sessions').select('id').where('user_id', '=', self.id).execute()).toEqual([]);
    expect(await findSecret(db, reset, 'reset-password')).toBeUndefined();
    const notice = { kind: 'security-changed', member: self.id, what: 'email', before: self.email } as const;
    const { kind, ...payload } = notice;
    expect(await noticesOf(kind)).toContainEqual(payload);
    const told = await withTransaction(db, (trx) => recipientsOf(trx, notice));
    expect(told.map((one) => one.email).sort()).toEqual([email, self.email].sort());
  });

  test('is used up: twenty at both ends at once change it once', async () => {
    const self = await withPassword();
    await ask(self, anAddress());
    const { leave, take } = await linksOf(self);
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        at % 2 ? agreeToChange(db, leave, 'leave-address') : agreeToChange(db, take, 'take-address'),
      ),
    );
    expect(tries.filter(({ ok }) => ok)).toHaveLength(2);
    expect(tries.filter((one) => one.ok && one.applied)).toHaveLength(1);
  });

  test('is not had with the link of one end for the other, nor of a change asked before', async () => {
    const self = await withPassword();
    await ask(self, anAddress());
    const { leave, take } = await linksOf(self);
    expect(await agreeToChange(db, leave, 'take-address')).toMatchObject({ ok: false });
    expect(await stopEmailChange(db, take)).toMatchObject({ ok: false });
    await ask(self, anAddress());
    expect(await agreeToChange(db, take, 'take-address')).toMatchObject({ ok: false });
    expect(await agreeToChange(db, leave, 'leave-address')).toMatchObject({ ok: false });
    const { take: fresh } = await linksOf(self);
    await cancelEmailChange(db, self.id);
    expect(await agreeToChange(db, fresh, 'take-address')).toMatchObject({ ok: false });
  });

  test('wants the password, and another address than one’s own', async () => {
    const self = await withPassword();
    expect(await ask(self, anAddress(), { password: 'non' })).toMatchObject({ reason: 'passwordWrong' });
    expect(await ask(self, self.email.toUpperCase())).toMatchObject({ reason: 'addressSame' });
    expect(await findEmailChange(db, self.id)).toBeUndefined();
  });

  test('stopped at the old end changes nothing, and ends every session', async () => {
    const self = await withPassword();
    await ask(self, anAddress());
    await cookieOf(self);
    const { leave, take } = await linksOf(self);
    await agreeToChange(db, take, 'take-address');
    expect(await stopEmailChange(db, leave)).toEqual({ ok: true });
    expect(await findEmailChange(db, self.id)).toBeUndefined();
    expect(await emailOf(self)).toBe(self.email);
    expect(await db.selectFrom('sessions').select('id').where('user_id', '=', self.id).execute()).toEqual([]);
  });

  test('to an address that has an account is answered alike; its letter says so, and it never comes about', async () => {
    const [self, other] = [await withPassword(), await aMember()];
    expect(await ask(self, other.email)).toEqual({ ok: true });
    const { id } = (await findEmailChange(db, self.id))!;
    const told = await withTransaction(db, (trx) =>
      recipientsOf(trx, { kind: 'address-change-requested', change: id }),
    );
    expect(told.map(({ email, letter }) => [email, letter])).toEqual([
      [self.email, 'leave-address'],
      [other.email, 'address-known'],
    ]);
    // Even with a link that was sent before the other one signed up.
    const { leave, take } = await linksOf(self);
    await agreeToChange(db, leave, 'leave-address');
    expect(await agreeToChange(db, take, 'take-address')).toMatchObject({ reason: 'linkUsed' });
    expect([await emailOf(self), await emailOf(other)]).toEqual([self.email, other.email]);
  });
});

describe('an address that answered as a guest', () => {
  test('comes along: its answers and invitations are the member’s, a double seat goes to the next in line', async () => {
    const organizer = await aMember();
    const community = await aCommunity(organizer);
    const [alone, both] = [
      await anEvent(organizer, community),
      await anEvent(organizer, community, { capacity: 2 }),
    ];
    const self = await withPassword();
    const email = anAddress();
    const waiting = await aMember();
    const guest = await withTransaction(db, (trx) => ensureContact(trx, { email }));
    const seat = (event: { id: string }, contact_id: string, more: object = { seat: 'held' }) =>
      db
        .insertInto('rsvps')
        .values({ event_id: event.id, contact_id, answer: 'going', seat: 'held', ...more })
        .execute();
    await seat(alone, guest.id);
    await seat(both, guest.id);
    await seat(both, self.contactId);
    await seat(both, waiting.contactId, { seat: 'waiting', waiting_no: '1' });
    await db
      .insertInto('invitations')
      .values(
        [alone, both].map(({ id }) => ({ event_id: id, contact_id: guest.id, language: 'fr' as const })),
      )
      .execute();
    await ask(self, email.toUpperCase());
    const { leave, take } = await linksOf(self);
    await agreeToChange(db, leave, 'leave-address');
    expect(await agreeToChange(db, take, 'take-address')).toMatchObject({ applied: true });
    const seats = await db
      .selectFrom('rsvps')
      .select(['event_id', 'contact_id', 'seat'])
      .where('event_id', 'in', [alone.id, both.id])
      .execute();
    expect(seats).toHaveLength(3);
    expect(seats).toEqual(
      expect.arrayContaining([
        { event_id: alone.id, contact_id: self.contactId, seat: 'held' },
        { event_id: both.id, contact_id: self.contactId, seat: 'held' },
        { event_id: both.id, contact_id: waiting.contactId, seat: 'held' },
      ]),
    );
    const invited = await db
      .selectFrom('invitations')
      .select('event_id')
      .where('contact_id', '=', self.contactId)
      .execute();
    expect(invited).toHaveLength(2);
    expect((await findCredentials(db, email))?.id).toBe(self.id);
  });
});

describe('an old address that is lost', () => {
  const due = (self: Self, released_at: Date) =>
    db.updateTable('email_changes').set({ released_at }).where('member_id', '=', self.id).execute();

  test('is waited out for a week with the second factor, and may say no until then', async () => {
    const self = await withPassword();
    const codes = await renewRecoveryCodes(db, self.id);
    const email = anAddress();
    expect(await ask(self, email, { lostCode: 'abcd-efgh-jkmn' })).toMatchObject({ reason: 'code' });
    expect(await ask(self, email, { lostCode: codes[0] })).toEqual({ ok: true });
    const change = (await findEmailChange(db, self.id))!;
    expect(Math.round((change.releasedAt!.getTime() - Date.now()) / 86_400_000)).toBe(7);
    const { leave, take } = await linksOf(self);
    expect(await agreeToChange(db, take, 'take-address')).toMatchObject({ applied: false });
    await applyWaitedChanges(db);
    expect(await emailOf(self)).toBe(self.email);
    await due(self, new Date(Date.now() - 1_000));
    await Promise.all([applyWaitedChanges(db), applyWaitedChanges(db)]);
    expect(await emailOf(self)).toBe(email);
    expect(await stopEmailChange(db, leave)).toMatchObject({ ok: false });

    await ask(self, anAddress(), { lostCode: codes[1] });
    const again = (await findSelf(db, self.id))!;
    const links = await linksOf(again);
    await agreeToChange(db, links.take, 'take-address');
    expect(await stopEmailChange(db, links.leave)).toEqual({ ok: true });
    await applyWaitedChanges(db);
    expect(await emailOf(self)).toBe(email);
  });

  test('without the new end nothing comes about, and the request is forgotten', async () => {
    const self = await withPassword();
    await ask(self, anAddress());
    await due(self, new Date(Date.now() - 1_000));
    await applyWaitedChanges(db);
    expect(await emailOf(self)).toBe(self.email);
    await db
      .updateTable('email_changes')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('member_id', '=', self.id)
      .execute();
    await applyWaitedChanges(db);
    const left = await db.selectFrom('email_changes').select('id').where('member_id', '=', self.id).execute();
    expect(left).toEqual([]);
  });
});
