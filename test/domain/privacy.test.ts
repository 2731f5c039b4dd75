import { beforeAll, describe, expect, test } from 'vitest';
import { leaveCommunity } from '#app/domain/communities/commands/leave-community.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import type { Role } from '#app/domain/communities/rules';
import { createEvent, editEvent, publishEvent } from '#app/domain/events/commands/write-event.server';
import { listEvents } from '#app/domain/events/listings.server';
import { findEvent } from '#app/domain/events/queries.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { listInvitations } from '#app/domain/invitations/queries.server';
import type { Self, Viewer } from '#app/domain/members/rules';
import { stranger } from '#app/domain/members/rules';
import { publishPost, removePost } from '#app/domain/posts/commands.server';
import { findHashtagPage, listPosts, loadPosts } from '#app/domain/posts/queries.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { addPerson, removePerson } from '#app/domain/rsvps/commands/door.server';
import { gatheringOf, listAttendees, rsvpToken, withKey } from '#app/domain/rsvps/queries.server';
import { db } from '#db/client';
import { aCommunity, aGuest, aMember, anEvent, asViewer, eventForm, joins } from '../support/people';

let organizer: Self;
let member: Self;
let outsider: Self;
let community: { id: string; tag: string };

beforeAll(async () => {
  [organizer, member, outsider] = [await aMember('Zoé'), await aMember('Membre'), await aMember('Autre')];
  community = await aCommunity(organizer);
  await joins(member, community);
});

const opens = async (viewer: Viewer, slug: string) => (await findEvent(db, viewer, slug)) !== undefined;
const lists = async (viewer: Viewer, id: string) =>
  (await listEvents(db, viewer, { when: 'coming', limit: 200 })).some((event) => event.id === id);

async function access(slug: string, id: string) {
  const viewers = [stranger, asViewer(outsider), asViewer(member), asViewer(organizer)];
  return {
    open: await Promise.all(viewers.map((viewer) => opens(viewer, slug))),
    list: await Promise.all(viewers.map((viewer) => lists(viewer, id))),
  };
}

describe('an event is opened and found by (stranger, outsider, member, organizer)', () => {
  test('public: everybody', async () => {
    const event = await anEvent(organizer, community);
    expect(await access(event.slug, event.id)).toEqual({
      open: [true, true, true, true],
      list: [true, true, true, true],
    });
  });

  test('for its community: its members', async () => {
    const event = await anEvent(organizer, community, { visibility: 'community' });
    expect(await access(event.slug, event.id)).toEqual({
      open: [false, false, true, true],
      list: [false, false, true, true],
    });
  });

  test('by link: whoever has its unguessable address; found by nobody', async () => {
    const event = await anEvent(organizer, community, { visibility: 'link' });
    expect(event.slug.split('-').at(-1)).toHaveLength(26);
    expect(await access(event.slug, event.id)).toEqual({
      open: [true, true, true, true],
      list: [false, false, false, true],
    });
  });

  test('draft: those who manage it', async () => {
    const form = eventForm(community);
    const made = await createEvent(db, organizer, form);
    if (!made.ok) throw new Error('no draft');
    expect(await opens(asViewer(member), made.slug)).toBe(false);
    expect(await opens(asViewer(organizer), made.slug)).toBe(true);
  });

  test('members-only, by who is invited to it, until they are not a contact of it', async () => {
    const event = await anEvent(organizer, community, { visibility: 'community' });
    await sendInvitations(db, organizer, event.id, {
      people: [{ email: outsider.email, name: '' }],
      message: '',
      language: 'fr',
    });
    expect(await opens(asViewer(outsider), event.slug)).toBe(true);
    await db
      .updateTable('invitations')
      .set({ revoked_at: new Date() })
      .where('event_id', '=', event.id)
      .execute();
    expect(await opens(asViewer(outsider), event.slug)).toBe(false);
  });

  test('members-only, no longer by who left', async () => {
    const passing = await aMember('Passant');
    await joins(passing, community);
    const event = await anEvent(organizer, community, { visibility: 'community' });
    expect(await opens(asViewer(passing), event.slug)).toBe(true);
    await leaveCommunity(db, passing, community.id);
    expect(await opens(asViewer(passing), event.slug)).toBe(false);
  });
});

describe('an event by link of a hidden community', () => {
  let hidden: { id: string; tag: string };
  beforeAll(async () => {
    hidden = await aCommunity(organizer);
    await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', hidden.id).execute();
    await joins(member, hidden);
  });

  test('names that community to its members alone: on its page and in lists', async () => {
    const event = await anEvent(organizer, hidden, { visibility: 'link' });
    for (const viewer of [stranger, asViewer(outsider)]) {
      expect(await findEvent(db, viewer, event.slug)).toMatchObject({ community: null });
    }
    expect(await findEvent(db, asViewer(member), event.slug)).toMatchObject({
      community: { tag: hidden.tag },
    });
    await answerEvent(db, { eventId: event.id, contactId: outsider.contactId, answer: 'going' });
    const [listed] = await listEvents(db, asViewer(outsider), { when: 'coming', mine: true });
    expect(listed).toMatchObject({ id: event.id, community: null });
  });

  test('cannot be called by its name', async () => {
    const form = eventForm(hidden, { visibility: 'link', hashtag: hidden.tag });
    const made = await createEvent(db, organizer, form);
    if (!made.ok) throw new Error('no draft');
    expect(await publishEvent(db, organizer, made.id)).toEqual({
      ok: false,
      problems: { hashtag: 'hashtagNamesHidden' },
    });
  });
});

test('an event is its host’s to manage as long as they wear a hat that hosts', async () => {
  const host = await aMember('Hôte');
  await joins(host, community);
  const wears = (roles: Role[]) => setRoles(db, organizer, community.id, { handle: host.handle, roles });
  const manages = async (slug: string) => (await findEvent(db, asViewer(host), slug))?.canManage;
  await wears(['organizer']);
  const own = await anEvent(host, community);
  const another = await anEvent(organizer, community);
  expect([await manages(own.slug), await manages(another.slug)]).toEqual([true, true]);
  await wears(['host']);
  expect([await manages(own.slug), await manages(another.slug)]).toEqual([true, false]);
  await wears(['tutor']);
  expect([await manages(own.slug), await manages(another.slug)]).toEqual([false, false]);
  expect(await editEvent(db, host, own.id, own.form)).toMatchObject({ reason: 'notYours' });
});

test('who leaves a community parts with its evenings, whatever they answered; an invitation of their own stays good', async () => {
  const [leaver, invited] = [await aMember(), await aMember()];
  for (const one of [leaver, invited]) await joins(one, community);
  const { id, slug } = await anEvent(organizer, community, { visibility: 'community' });
  const asked = [{ email: invited.email, name: '' }];
  await sendInvitations(db, organizer, id, { people: asked, message: '', language: 'fr' });
  for (const { contactId } of [leaver, invited]) {
    await answerEvent(db, { eventId: id, contactId, answer: 'going', seenBy: 'everyone' });
  }
  const waiting = await aMember();
  await joins(waiting, community);
  await db.updateTable('events').set({ capacity: 2 }).where('id', '=', id).execute();
  await answerEvent(db, { eventId: id, contactId: waiting.contactId, answer: 'going' });
  for (const one of [leaver, invited]) await leaveCommunity(db, one, community.id);
  const seats = await db
    .selectFrom('rsvps')
    .select(['contact_id', 'seat'])
    .where('event_id', '=', id)
    .execute();
  expect(seats.filter(({ seat }) => seat).map(({ contact_id }) => contact_id)).toEqual([waiting.contactId]);
  const access = async (one: Self) => [await opens(asViewer(one), slug), await lists(asViewer(one), id)];
  expect(await access(leaver)).toEqual([false, false]);
  expect(await access(invited)).toEqual([true, true]);
  await joins(leaver, community);
  expect(await access(leaver)).toEqual([true, true]);
});

test('an event that becomes by link gets an address nobody can guess', async () => {
  const event = await anEvent(organizer, community);
  const edited = await editEvent(db, organizer, event.id, { ...event.form, visibility: 'link' });
  expect(edited).toMatchObject({ ok: true });
  expect(await opens(stranger, event.slug)).toBe(false);
});

describe('the fields kept for those going', () => {
  test('are only theirs and the organizers’', async () => {
    const event = await anEvent(organizer, community, {
      addressVisibility: 'going',
      address: '9 bis, rue Cachée',
      onlineUrl: 'https://visio.example.org/secret',
    });
    const seen = async (viewer: Viewer) => {
      const view = await findEvent(db, viewer, event.slug);
      return [view?.address, view?.onlineUrl, view && (view.kept.address || view.kept.online)];
    };
    expect(await seen(stranger)).toEqual([null, null, true]);
    expect(await seen(asViewer(member))).toEqual([null, null, true]);
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'going' });
    expect(await seen(asViewer(member))).toEqual([
      '9 bis, rue Cachée',
      'https://visio.example.org/secret',
      false,
    ]);
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'remote' });
    expect(await seen(asViewer(member))).toEqual([null, 'https://visio.example.org/secret', true]);
    expect(await seen(asViewer(organizer))).toEqual([
      '9 bis, rue Cachée',
      'https://visio.example.org/secret',
      false,
    ]);
  });

  test('who goes is a silhouette until they choose to be seen', async () => {
    const event = await anEvent(organizer, community);
    const going = async (seenBy?: 'everyone' | 'going') => {
      const { id: contactId, name } = await aGuest('Sylvie');
      await answerEvent(db, { eventId: event.id, contactId, name, answer: 'going', seenBy });
    };
    await going();
    await going('going');
    await going('everyone');
    const names = async (viewer: Viewer) => {
      const view = await findEvent(db, viewer, event.slug);
      return (
        view && (await gatheringOf(db, viewer, view)).seated.map(({ name, seed }) => [name, seed !== null])
      );
    };
    expect(await names(stranger)).toEqual([
      [null, false],
      [null, false],
      ['Sylvie', true],
    ]);
    expect(await names(asViewer(organizer))).toEqual([
      ['Sylvie', true],
      ['Sylvie', true],
      ['Sylvie', true],
    ]);
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'going' });
    expect(await names(asViewer(member))).toEqual([
      [null, false],
      ['Sylvie', true],
      ['Sylvie', true],
      ['Membre', true],
    ]);
  });

  describe('whoever tries an address does not learn whose it is', () => {
    const known = async (id: string) => {
      const [attendee] = await listAttendees(db, asViewer(organizer), id);
      const [invitation] = await listInvitations(db, asViewer(organizer), id);
      return { attendee: [attendee?.name, attendee?.handle], invitation: invitation?.name };
    };
    const invite = (id: string, email: string, name = '') =>
      sendInvitations(db, organizer, id, { people: [{ email, name }], message: '', language: 'fr' });

    test('by adding it: they see what they typed, until the member answers', async () => {
      const event = await anEvent(organizer, community);
      const secret = await aMember('Ophélie Vasseur');
      await addPerson(db, organizer, event.id, { name: 'La voisine', email: secret.email });
      expect((await known(event.id)).attendee).toEqual(['La voisine', null]);
      const view = await findEvent(db, asViewer(organizer), event.slug);
      const [bird] = view ? (await gatheringOf(db, asViewer(organizer), view)).seated : [];
      expect(bird).toMatchObject({ name: 'La voisine', handle: null });
      expect(bird?.seed).not.toBe(secret.handle);
      const own = await findEvent(db, asViewer(secret), event.slug);
      expect(own && (await gatheringOf(db, asViewer(secret), own)).seated).toMatchObject([
        { me: true, handle: secret.handle },
      ]);
      await answerEvent(db, { eventId: event.id, contactId: secret.contactId, answer: 'remote' });
      expect((await known(event.id)).attendee).toEqual(['Ophélie Vasseur', secret.handle]);
    });

    test('by inviting it: they see what they typed, until the member answers', async () => {
      const event = await anEvent(organizer, community);
      const secret = await aMember('Ophélie Vasseur');
      await invite(event.id, secret.email);
      expect((await known(event.id)).invitation).toBe('');
      await answerEvent(db, { eventId: event.id, contactId: secret.contactId, answer: 'maybe' });
      expect(await known(event.id)).toEqual({
        attendee: ['Ophélie Vasseur', secret.handle],
        invitation: 'Ophélie Vasseur',
      });
    });

    test('and a guest is called by each event what they, or their host, said there', async () => {
      const [one, other] = [await anEvent(organizer, community), await anEvent(organizer, community)];
      const { id: contactId, email } = await aGuest();
      await invite(one.id, email, 'Fanfan');
      await invite(other.id, email.toUpperCase());
      expect((await known(other.id)).invitation).toBe('');
      for (const { id } of [one, other]) await answerEvent(db, { eventId: id, contactId, answer: 'going' });
      expect(await known(one.id)).toEqual({ attendee: ['Fanfan', null], invitation: 'Fanfan' });
      expect(await known(other.id)).toEqual({ attendee: ['', null], invitation: '' });
    });
  });
});

describe('a hashtag’s page', () => {
  test('of an event that is not public is closed to outsiders, and posts under it appear nowhere else', async () => {
    const event = await anEvent(organizer, community, { visibility: 'community' });
    const tag = event.form.hashtag;
    const posted = await publishPost(db, member, tag, { text: `On est là #ouvert${tag}` });
    if (!posted.ok) throw new Error('not posted');
    expect(await findHashtagPage(db, stranger, tag)).toBeUndefined();
    expect(await findHashtagPage(db, asViewer(outsider), tag)).toBeUndefined();
    expect(await findHashtagPage(db, asViewer(member), tag)).toMatchObject({ posts: 1 });
    expect((await listPosts(db, stranger, `ouvert${tag}`)).posts).toEqual([]);
    expect(await publishPost(db, outsider, tag, { text: 'Coucou' })).toMatchObject({
      ok: false,
      reason: 'pageClosed',
    });
  });

  test('cannot be closed by an event that takes a tag others speak under', async () => {
    await publishPost(db, outsider, 'parispublic', { text: 'Bonjour' });
    const form = eventForm(community, { visibility: 'community', hashtag: 'ParisPublic' });
    const made = await createEvent(db, organizer, form);
    if (!made.ok) throw new Error('no draft');
    expect(await publishEvent(db, organizer, made.id)).toEqual({
      ok: false,
      problems: { hashtag: 'hashtagTaken' },
    });
    expect(await findHashtagPage(db, stranger, 'parispublic')).toBeDefined();
  });

  test('of a hidden community is closed to outsiders', async () => {
    const hidden = await aCommunity(organizer);
    await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', hidden.id).execute();
    await publishPost(db, organizer, hidden.tag, { text: 'Entre nous' });
    expect(await findHashtagPage(db, asViewer(outsider), hidden.tag)).toBeUndefined();
    expect(await findHashtagPage(db, asViewer(organizer), hidden.tag)).toBeDefined();
  });

  test('nobody used is empty, and stored nowhere', async () => {
    expect(await findHashtagPage(db, stranger, 'jamaisvu', 'JamaisVu')).toMatchObject({
      unknown: true,
      posts: 0,
    });
    expect(await db.selectFrom('hashtags').select('tag').where('tag', '=', 'jamaisvu').execute()).toEqual([]);
  });

  test('that only a draft has is nobody’s yet, and its spelling is shown once that is published', async () => {
    const secret = { tag: 'secretdezoé', spelling: 'SecretDeZoé' };
    const form = eventForm(community, { hashtag: 'Avant' });
    const made = await createEvent(db, organizer, form);
    if (!made.ok) throw new Error('no draft');
    await editEvent(db, organizer, made.id, { ...form, hashtag: secret.spelling });
    expect(await findHashtagPage(db, stranger, secret.tag)).toMatchObject({
      unknown: true,
      display: secret.tag,
    });
    expect(await findEvent(db, asViewer(organizer), made.slug)).toMatchObject({ hashtag: secret.spelling });
    await publishEvent(db, organizer, made.id);
    expect(await findHashtagPage(db, stranger, secret.tag)).toMatchObject({
      unknown: false,
      display: secret.spelling,
    });
    expect(await findHashtagPage(db, stranger, 'avant')).toMatchObject({ unknown: true });
  });
});

describe('a post', () => {
  test('sent twice with one key is one', async () => {
    const key = crypto.randomUUID();
    const [first, second] = await Promise.all([
      publishPost(db, member, 'deuxfois', { text: 'Une fois', key }),
      publishPost(db, member, 'deuxfois', { text: 'Une fois', key }),
    ]);
    expect(first).toEqual(second);
    expect((await listPosts(db, stranger, 'deuxfois')).posts).toHaveLength(1);
  });

  test('removed is nowhere, and only by its author', async () => {
    const posted = await publishPost(db, member, 'repentir', { text: 'Oups' });
    if (!posted.ok) throw new Error('not posted');
    expect(await removePost(db, outsider, posted.id)).toMatchObject({ ok: false });
    expect(await removePost(db, member, posted.id)).toEqual({ ok: true });
    expect((await listPosts(db, stranger, 'repentir')).posts).toEqual([]);
    expect(await loadPosts(db, 'repentir', [posted.id])).toEqual(new Map());
  });

  test('an all-digit word is a hashtag once a community owns it', async () => {
    await publishPost(db, member, 'chiffres', { text: 'On était #612' });
    expect((await listPosts(db, stranger, '612')).posts).toEqual([]);
    await aCommunity(organizer, '612');
    await publishPost(db, member, 'chiffres', { text: 'On sera #612' });
    const [post] = (await listPosts(db, stranger, '612')).posts;
    expect(post?.segments).toContainEqual({ text: '#612', hashtag: '612' });
  });
});

test('a guest of a members-only event follows its page by the link of their answer, until they are removed', async () => {
  const event = await anEvent(organizer, community, { visibility: 'community' });
  const tag = event.form.hashtag;
  const guest = await aGuest('De loin');
  const answered = await answerEvent(db, { eventId: event.id, contactId: guest.id, answer: 'remote' });
  if (!answered.ok) throw new Error(answered.reason);
  const token = await rsvpToken(db, answered.rsvpId);
  expect(await findHashtagPage(db, stranger, tag)).toBeUndefined();
  const viewer = await withKey(db, stranger, token);
  expect(await findHashtagPage(db, viewer, tag)).toBeDefined();
  await removePerson(db, organizer, event.id, answered.rsvpId);
  expect(await findHashtagPage(db, viewer, tag)).toBeUndefined();
  expect(await withKey(db, stranger, 'nothing-of-ours')).toEqual(stranger);
});
