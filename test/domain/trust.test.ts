import { afterEach, beforeEach, expect, test } from 'vitest';
import { editCommunity } from '#app/domain/communities/commands/edit-community.server';
import { listOwnCommunities, rolesIn } from '#app/domain/communities/queries.server';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { createEvent } from '#app/domain/events/commands/write-event.server';
import { findEvent } from '#app/domain/events/queries.server';
import { findSelf } from '#app/domain/members/queries.server';
import type { Self } from '#app/domain/members/rules';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, eventForm, joins } from '../support/people';

/* Where the instance asks who organizes for a second factor, hats sleep until there is one. */

const ask = (organizers_need_second_factor: boolean) =>
  db.updateTable('instance').set({ organizers_need_second_factor }).execute();
beforeEach(() => ask(true));
afterEach(() => ask(false));

const again = async ({ id }: Self) => (await findSelf(db, id))!;

const secondFactor = {
  authenticator: (self: Self) =>
    db
      .insertInto('authenticators')
      .values({ member_id: self.id, secret: Buffer.alloc(20, 1), confirmed_at: new Date() })
      .execute(),
  passkey: (self: Self) =>
    db
      .insertInto('passkeys')
      .values({ id: `key-${self.id}`, member_id: self.id, public_key: Buffer.from('key') })
      .execute(),
};

async function keeper() {
  await ask(false);
  const self = await aMember();
  const community = await aCommunity(self);
  const event = await anEvent(self, community, { visibility: 'community' });
  await ask(true);
  return { self: await again(self), community, event };
}

test.each(['authenticator', 'passkey'] as const)(
  'a keeper’s hats wake with a %s, at once',
  async (factor) => {
    const { self, community, event } = await keeper();
    const roles = () => rolesIn(db, asViewer(self), community.id);
    const own = async () => (await listOwnCommunities(db, self.id)).map((one) => one.roles);
    const edit = (as: Self) => editCommunity(db, as, community.id, { description: 'Autre', city: '' });
    expect(self.trusted).toBe(false);
    expect([await roles(), await own()]).toEqual([[], [[]]]);
    expect((await findEvent(db, asViewer(self), event.slug))?.canManage).toBe(false);
    expect((await edit(self)).ok).toBe(false);
    expect((await cancelEvent(db, self, event.id, { note: '' } as never)).ok).toBe(false);
    expect((await createEvent(db, self, eventForm(community))).ok).toBe(false);

    await secondFactor[factor](self);
    const awake = await again(self);
    expect(awake.trusted).toBe(true);
    expect(await roles()).toEqual(['keeper', 'organizer']);
    expect((await findEvent(db, asViewer(awake), event.slug))?.canManage).toBe(true);
    expect((await edit(awake)).ok).toBe(true);
  },
);

test('an authenticator that was never confirmed wakes nothing', async () => {
  const { self } = await keeper();
  await db
    .insertInto('authenticators')
    .values({ member_id: self.id, secret: Buffer.alloc(20, 1) })
    .execute();
  expect((await again(self)).trusted).toBe(false);
});

test('hats that give no power over others, and people without any, are not asked', async () => {
  const { community } = await keeper();
  const scribe = await aMember();
  await joins(scribe, community);
  await db
    .updateTable('memberships')
    .set({ roles: ['scribe', 'moderator'] })
    .where('member_id', '=', scribe.id)
    .execute();
  expect(await rolesIn(db, asViewer(scribe), community.id)).toEqual(['scribe']);
  expect((await again(scribe)).trusted).toBe(false);
  expect((await aMember()).trusted).toBe(true);
});

test('a steward is asked too; nobody is where the instance does not ask', async () => {
  const self = await aMember();
  await db.updateTable('members').set({ steward: true }).where('id', '=', self.id).execute();
  expect((await again(self)).trusted).toBe(false);
  await ask(false);
  expect((await again(self)).trusted).toBe(true);
});
