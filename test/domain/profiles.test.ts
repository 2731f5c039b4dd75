import { beforeAll, describe, expect, test } from 'vitest';
import { listMembers } from '#app/domain/communities/directory.server';
import { listRoleHolders } from '#app/domain/communities/queries.server';
import { findEvent } from '#app/domain/events/queries.server';
import { isPortraitShown } from '#app/domain/members/portraits.server';
import { findProfile } from '#app/domain/members/profiles.server';
import { AUDIENCES, type Audience, type Self, stranger, type Viewer } from '#app/domain/members/rules';
import { cardFor, closeTo, listedTo, visibleTo } from '#app/domain/members/visibility.server';
import { publishPost } from '#app/domain/posts/commands.server';
import { listPosts } from '#app/domain/posts/queries.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { gatheringOf, listAttendees } from '#app/domain/rsvps/queries.server';
import { readEvents } from '#app/notices/event-facts.server';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, joins } from '../support/people';

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
let community: { id: string; tag: string };
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
  community = await aCommunity(zoe);
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
        links: isSeen ? [{ kind: 'site', url: FIELDS.link, label: 'canari.example.org' }] : [],
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

describe('a name and a face that are for one’s communities', () => {
  let event: { id: string; slug: string };

  beforeAll(async () => {
    await show('communities');
    event = await anEvent(zoe, community);
    await answerEvent(db, {
      eventId: event.id,
      contactId: zoe.contactId,
      answer: 'going',
      seenBy: 'everyone',
    });
    await publishPost(db, zoe, community.tag, { text: 'Bonsoir' });
  });

  const seatedFor = async (viewer: Viewer) => {
    const view = await findEvent(db, viewer, event.slug);
    if (!view) throw new Error('a public event is open');
    const [{ name, portrait: face } = { name: '', portrait: null }] = (await gatheringOf(db, viewer, view))
      .seated;
    return [name, face];
  };

  test('are on the wire of an evening for who is close, and the handle for the others', async () => {
    expect(await seatedFor(asViewer(friend))).toEqual([FIELDS.name, portrait]);
    expect(await seatedFor(asViewer(zoe))).toEqual([FIELDS.name, portrait]);
    for (const viewer of [stranger, asViewer(outsider)]) {
      expect(await seatedFor(viewer)).toEqual([zoe.handle, null]);
    }
    // a silhouette
    expect(await seatedFor(asViewer(blocked))).toEqual([null, null]);
  });

  test('are in its organizers’ list as far as each of them may see', async () => {
    const called = async (viewer: Viewer) => (await listAttendees(db, viewer, event.id))[0]?.name;
    expect(await called(asViewer(friend))).toBe(FIELDS.name);
    expect(await called(asViewer(outsider))).toBe(zoe.handle);
  });

  test('are in the list of members, and nowhere that is the same for everybody', async () => {
    const members = async (viewer: Viewer) =>
      (await listMembers(db, viewer, community.id)).people.map(({ name }) => name);
    expect(await members(asViewer(friend))).toContain(FIELDS.name);
    expect(await members(asViewer(blocked))).not.toContain(FIELDS.name);
    const [behind] = await listRoleHolders(db, community.id);
    expect([behind?.name, behind?.portrait]).toEqual([zoe.handle, null]);
    expect((await findEvent(db, asViewer(friend), event.slug))?.hosts).toEqual([
      { handle: zoe.handle, name: zoe.handle, portrait: null },
    ]);
    const [post] = (await listPosts(db, asViewer(friend), community.tag)).posts;
    expect(post?.author).toEqual({ handle: zoe.handle, name: zoe.handle, portrait: null });
    const [first] = (await readEvents(db, [event.id])).values();
    expect(first?.hosts).toEqual([zoe.handle]);
  });

  test('the picture itself is served to the same people', async () => {
    const served = async (viewer: Viewer) => isPortraitShown(db, viewer, portrait);
    expect(await Promise.all([asViewer(friend), asViewer(zoe)].map(served))).toEqual([true, true]);
    expect(await Promise.all([stranger, asViewer(outsider), asViewer(blocked)].map(served))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
