import { beforeAll, beforeEach, expect, test } from 'vitest';
import { setWishes } from '#app/domain/members/commands/wishes.server';
import { resubscribeContact, unsubscribeContact } from '#app/domain/members/contacts.server';
import { wants, wantsLetters } from '#app/domain/members/wishes.server';
import { db } from '#db/client';
import { aCommunity, aGuest, aMember } from '../support/people';

let here: string;
let elsewhere: string;
let reader: string;

beforeAll(async () => {
  const keeper = await aMember();
  here = (await aCommunity(keeper)).id;
  elsewhere = (await aCommunity(keeper)).id;
});

beforeEach(async () => {
  reader = (await aGuest()).id;
});

const asked = (communityId: string | null) => wantsLetters(db, reader, 'evenings', communityId);

test('nothing said means yes; what is said of all communities holds, but for the one that is spoken of', async () => {
  expect(await asked(here)).toBe(true);
  await setWishes(db, reader, [{ kind: 'evenings', communityId: null, wanted: false }]);
  expect(await asked(here)).toBe(false);
  expect(await asked(null)).toBe(false);
  await setWishes(db, reader, [{ kind: 'evenings', communityId: here, wanted: true }]);
  expect([await asked(here), await asked(elsewhere)]).toEqual([true, false]);
  await setWishes(db, reader, [
    { kind: 'evenings', communityId: null, wanted: true },
    { kind: 'evenings', communityId: here, wanted: false },
  ]);
  expect([await asked(here), await asked(elsewhere), await asked(null)]).toEqual([false, true, true]);
  await setWishes(db, reader, [{ kind: 'evenings', communityId: here, wanted: null }]);
  expect(await asked(here)).toBe(true);
});

test('one kind says nothing of another', async () => {
  await setWishes(db, reader, [{ kind: 'evenings', communityId: null, wanted: false }]);
  expect(await wantsLetters(db, reader, 'words', here)).toBe(true);
});

test('who stopped everything wants none, whatever they said of one community before', async () => {
  await setWishes(db, reader, [{ kind: 'evenings', communityId: here, wanted: true }]);
  await unsubscribeContact(db, reader);
  expect(await asked(here)).toBe(false);
  await resubscribeContact(db, reader);
  expect(await asked(here)).toBe(true);
});

test('a whole list is asked at once', async () => {
  const other = (await aGuest()).id;
  await setWishes(db, other, [{ kind: 'announcements', communityId: here, wanted: false }]);
  const rows = await db
    .selectFrom('contacts as c')
    .select('c.id')
    .where('c.id', 'in', [reader, other])
    .where(wants('c', 'announcements', here))
    .execute();
  expect(rows).toEqual([{ id: reader }]);
});
