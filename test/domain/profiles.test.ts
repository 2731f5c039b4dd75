import { beforeAll, describe, expect, test } from 'vitest';
import { findProfile } from '#app/domain/members/profiles.server';
import { AUDIENCES, type Audience, type Self, stranger, type Viewer } from '#app/domain/members/rules';
import { cardFor, closeTo, listedTo, visibleTo } from '#app/domain/members/visibility.server';
import { db } from '#db/client';
import { aCommunity, aMember, asViewer, joins } from '../support/people';

/** What no page, list or letter may hold where it is not for its reader. */
const FIELDS = {
  name: 'Canari du Nom',
  bio: 'canari de la bio',
  city: 'Canariville',
  occupation: 'canari de métier',
  interests: 'canariculture',
  link: 'https://canari.example.org/',
};

let zoe: Self;
let friend: Self;
let outsider: Self;
let blocked: Self;
let blocker: Self;
let portrait: string;
let viewers: Record<string, Viewer>;

async function show(audience: Audience) {
  await db
    .updateTable('members')
    .set({
      name: FIELDS.name,
      name_seen_by: audience,
      portrait_id: portrait,
      portrait_seen_by: audience,
      bio: FIELDS.bio,
      bio_seen_by: audience,
      city: FIELDS.city,
      city_seen_by: audience,
      occupation: FIELDS.occupation,
      occupation_seen_by: audience,
      interests: [FIELDS.interests],
      interests_seen_by: audience,
    })
    .where('id', '=', zoe.id)
    .execute();
  await db.deleteFrom('profile_links').where('member_id', '=', zoe.id).execute();
  await db
    .insertInto('profile_links')
    .values({ member_id: zoe.id, position: 0, kind: 'site', url: FIELDS.link, seen_by: audience })
    .execute();
}

const blocks = (one: Self, other: Self, kind: 'blocked' | 'muted' = 'blocked') =>
  db.insertInto('blocks').values({ member_id: one.id, other_id: other.id, kind }).execute();

/** A member as a list shows them to this viewer. */
const card = (viewer: Viewer) =>
  db.selectFrom('members').select(cardFor(viewer)).where('members.id', '=', zoe.id).executeTakeFirstOrThrow();

/** Of whom a scope holds, by handle. */
async function scope(which: typeof visibleTo, viewer: Viewer): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('members.id')
    .where('members.id', '=', zoe.id)
    .where(which(viewer))
    .executeTakeFirst();
  return row !== undefined;
}

beforeAll(async () => {
  [zoe, friend, outsider] = [await aMember('Zoé'), await aMember('Amie'), await aMember('Passante')];
  [blocked, blocker] = [await aMember('Bloquée'), await aMember('Bloqueur')];
  const community = await aCommunity(zoe);
  for (const member of [friend, blocked, blocker]) await joins(member, community);
  await aCommunity(outsider);
  await blocks(zoe, blocked);
  await blocks(blocker, zoe);
  await blocks(zoe, friend, 'muted');
  portrait = (
    await db
      .insertInto('media')
      .values({ kind: 'portrait', uploader_id: zoe.id, width: 9, height: 9, bytes: 9, blur: 'data:,' })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
  viewers = {
    stranger,
    outsider: asViewer(outsider),
    blocked: asViewer(blocked),
    blocker: asViewer(blocker),
    friend: asViewer(friend),
    self: asViewer(zoe),
  };
});

const SEES: Record<Audience, string[]> = {
  everyone: ['stranger', 'outsider', 'blocked', 'blocker', 'friend', 'self'],
  communities: ['friend', 'self'],
  nobody: ['self'],
};

describe.each(AUDIENCES)('what is for %s', (audience) => {
  beforeAll(() => show(audience));

  test('is on the page of a member for these, and for the others is nowhere in it', async () => {
    for (const [who, viewer] of Object.entries(viewers)) {
      const found = await findProfile(db, viewer, zoe.handle);
      if (who === 'blocked') {
        expect(found).toBeUndefined();
        continue;
      }
      const isSeen = SEES[audience].includes(who);
      expect(found?.profile, who).toEqual({
        handle: zoe.handle,
        name: isSeen ? FIELDS.name : zoe.handle,
        portrait: isSeen ? portrait : null,
        bio: isSeen ? FIELDS.bio : null,
        city: isSeen ? FIELDS.city : null,
        occupation: isSeen ? FIELDS.occupation : null,
        interests: isSeen ? [FIELDS.interests] : [],
        links: isSeen ? [{ kind: 'site', url: FIELDS.link }] : [],
        since: expect.any(String),
      });
      if (!isSeen) expect(JSON.stringify(found)).not.toMatch(/canari/i);
    }
  });

  test('is said of them in lists to the same people', async () => {
    for (const [who, viewer] of Object.entries(viewers)) {
      const isSeen = SEES[audience].includes(who);
      expect(await card(viewer), who).toEqual({
        handle: zoe.handle,
        name: isSeen ? FIELDS.name : zoe.handle,
        portrait: isSeen ? portrait : null,
      });
    }
  });

  test('is shown to its owner as others would see it', async () => {
    for (const [as, who] of [
      ['stranger', 'stranger'],
      ['close', 'friend'],
    ] as const) {
      const theirs = await findProfile(db, viewers[who] as Viewer, zoe.handle);
      expect((await findProfile(db, asViewer(zoe), zoe.handle, as))?.profile).toEqual(theirs?.profile);
    }
  });
});

test('nobody but its owner looks at a page as somebody else', async () => {
  await show('communities');
  const asked = await findProfile(db, stranger, zoe.handle, 'self');
  expect(JSON.stringify(asked)).not.toMatch(/canari/i);
});

test('two members are close in one community, until one blocks the other; muting parts nobody', async () => {
  const close = await Promise.all(Object.values(viewers).map((viewer) => scope(closeTo, viewer)));
  expect(Object.keys(viewers).filter((_, at) => close[at])).toEqual(['friend', 'self']);
});

describe('a member is', () => {
  const who = async (which: typeof visibleTo) => {
    const holds = await Promise.all(Object.values(viewers).map((viewer) => scope(which, viewer)));
    return Object.keys(viewers).filter((_, at) => holds[at]);
  };
  const state = (values: { suspended_at?: Date | null; leaving_at?: Date | null }) =>
    db
      .updateTable('members')
      .set({ ...values, leaving_words: values.leaving_at ? 'keep' : null })
      .where('id', '=', zoe.id)
      .execute();

  test('opened by everybody but whom they blocked, and found by nobody who blocked them', async () => {
    expect(await who(visibleTo)).toEqual(['stranger', 'outsider', 'blocker', 'friend', 'self']);
    expect(await who(listedTo)).toEqual(['stranger', 'outsider', 'friend', 'self']);
  });

  test('opened by nobody else while they are leaving', async () => {
    await state({ leaving_at: new Date() });
    expect(await who(visibleTo)).toEqual(['self']);
    expect(await who(listedTo)).toEqual(['self']);
    await state({ leaving_at: null });
  });

  test('opened by nobody while suspended', async () => {
    await state({ suspended_at: new Date() });
    expect(await who(visibleTo)).toEqual([]);
    await state({ suspended_at: null });
  });
});
