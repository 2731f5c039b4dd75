import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { listActs } from '#app/domain/acts/queries.server';
import { findBelonging } from '#app/domain/communities/belonging.server';
import { banMember, liftBan, removeMember } from '#app/domain/communities/commands/ban.server';
import { acceptCharter, writeCharter } from '#app/domain/communities/commands/charter.server';
import { editCommunity } from '#app/domain/communities/commands/edit-community.server';
import { followCommunity } from '#app/domain/communities/commands/follow-community.server';
import {
  changeInvitationLink,
  inviteToCommunity,
  revokeCommunityInvitation,
} from '#app/domain/communities/commands/invite.server';
import { joinCommunity } from '#app/domain/communities/commands/join-community.server';
import { setCommunityPicture } from '#app/domain/communities/commands/picture.server';
import { answerRequest, withdrawRequest } from '#app/domain/communities/commands/requests.server';
import { handOnRole, layDownRole, setRoles } from '#app/domain/communities/commands/roles.server';
import {
  findDoor,
  linkOf,
  listCommunityInvitations,
  listOwnInvitations,
} from '#app/domain/communities/doors.server';
import { isCommunityPictureShown } from '#app/domain/communities/pictures.server';
import { findCommunity, rolesIn } from '#app/domain/communities/queries.server';
import type { KeptPicture } from '#app/domain/media/rules';
import type { Self } from '#app/domain/members/rules';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, joins, noticesOf } from '../support/people';

type Circle = { id: string; tag: string };
let keeper: Self;

beforeAll(async () => {
  keeper = await aMember('Zoé');
});

async function aCircle(
  admission: 'open' | 'approval' | 'invitation',
  visibility: 'public' | 'hidden' = 'public',
): Promise<Circle> {
  const made = await aCommunity(keeper);
  const edited = await editCommunity(db, keeper, made.id, {
    description: '',
    city: '',
    admission,
    visibility,
  });
  expect(edited.ok).toBe(true);
  return made;
}

const isMember = async (self: Self, { id }: Circle) => (await rolesIn(db, asViewer(self), id)) !== null;
const invite = (self: Self, { id }: Circle, email: string) =>
  inviteToCommunity(db, self, id, { people: [{ email }], message: '', language: 'fr' });

async function aLink(circle: Circle): Promise<string> {
  expect((await changeInvitationLink(db, keeper, circle.id, 'renew')).ok).toBe(true);
  return (await linkOf(db, circle.id)) ?? '';
}

/** What each door answers, per admission: to anybody, to who has the link, to who was written to. */
const DOORS = [
  ['open', 'public', 'member', 'member', 'member'],
  ['approval', 'public', 'requested', 'member', 'member'],
  ['invitation', 'public', 'invitationOnly', 'member', 'member'],
  ['open', 'hidden', 'unknown', 'member', 'member'],
  ['approval', 'hidden', 'unknown', 'member', 'member'],
  ['invitation', 'hidden', 'unknown', 'member', 'member'],
] as const;

describe.each(DOORS)('the doors of a community that is %s and %s', (admission, visibility, ...expected) => {
  let circle: Circle;
  beforeAll(async () => {
    circle = await aCircle(admission, visibility);
  });
  const outcome = async (self: Self, coming: Parameters<typeof joinCommunity>[3] = {}) => {
    const joined = await joinCommunity(db, self, circle.id, coming);
    expect(await isMember(self, circle)).toBe(joined.ok && joined.as === 'member');
    return joined.ok ? joined.as : joined.reason;
  };
  const comers = async (before: (self: Self) => Promise<unknown> = async () => undefined) => {
    const [anybody, linked, invited] = [await aMember(), await aMember(), await aMember()];
    const link = await aLink(circle);
    await invite(keeper, circle, invited.email);
    for (const self of [anybody, linked, invited]) await before(self);
    return [await outcome(anybody), await outcome(linked, { link }), await outcome(invited)];
  };

  test('let in who may, and make a request of who must ask', async () => {
    expect(await comers()).toEqual(expected);
  });

  test('let nobody in who is banned', async () => {
    const refused = visibility === 'hidden' ? 'unknown' : 'banned';
    const ban = (self: Self) => banMember(db, keeper, circle.id, { handle: self.handle, reason: 'Non.' });
    expect(await comers(ban)).toEqual([refused, refused, refused]);
  });
});

describe('a ban', () => {
  test('holds at the tables themselves, whoever writes there', async () => {
    const circle = await aCircle('open');
    const banned = await aMember();
    await banMember(db, keeper, circle.id, { handle: banned.handle, reason: 'Non.' });
    const of = { community_id: circle.id, member_id: banned.id };
    for (const table of ['memberships', 'join_requests', 'follows'] as const) {
      await expect(db.insertInto(table).values(of).execute()).rejects.toThrow(/banned/);
    }
    expect(await followCommunity(db, banned, circle.id, true)).toMatchObject({ reason: 'banned' });
  });

  test('and a joining at the same time leave nobody both in and out', async () => {
    const circle = await aCircle('open');
    for (let round = 0; round < 8; round++) {
      const self = await aMember();
      await Promise.all([
        joinCommunity(db, self, circle.id),
        banMember(db, keeper, circle.id, { handle: self.handle, reason: 'Non.' }),
        joinCommunity(db, self, circle.id),
      ]);
      expect(await isMember(self, circle)).toBe(false);
    }
  });

  test('takes request, invitation, follow and seats along, and passes the seat on', async () => {
    const circle = await aCircle('open');
    const [member, next] = [await aMember(), await aMember()];
    await joins(member, circle);
    const event = await anEvent(keeper, circle, { capacity: 1 });
    const answer = (self: Self) =>
      answerEvent(db, { eventId: event.id, contactId: self.contactId, answer: 'going' });
    expect(await answer(member)).toMatchObject({ seat: 'held' });
    expect(await answer(next)).toMatchObject({ seat: 'waiting' });
    await banMember(db, keeper, circle.id, { handle: member.handle, reason: 'A crié sur Nine.' });
    const seats = await db
      .selectFrom('rsvps')
      .select(['contact_id', 'seat'])
      .where('event_id', '=', event.id)
      .execute();
    expect(seats).toContainEqual({ contact_id: next.contactId, seat: 'held' });
    expect(seats).toContainEqual({ contact_id: member.contactId, seat: null });
    expect(await noticesOf('membership-ended')).toContainEqual({
      community: circle.id,
      member: member.id,
      banned: true,
      reason: 'A crié sur Nine.',
    });
    expect((await findBelonging(db, member, circle.id)).banned).toBe('A crié sur Nine.');
    expect((await liftBan(db, keeper, circle.id, member.handle)).ok).toBe(true);
    expect(await joinCommunity(db, member, circle.id)).toEqual({ ok: true, as: 'member' });
  });

  test('is no moderator’s to give a keeper, nor anybody’s to give themselves, nor a member’s at all', async () => {
    const circle = await aCircle('open');
    const [moderator, member] = [await aMember(), await aMember()];
    await joins(moderator, circle);
    await joins(member, circle);
    await setRoles(db, keeper, circle.id, { handle: moderator.handle, roles: ['moderator'] });
    const by = (self: Self, handle: string) => banMember(db, self, circle.id, { handle, reason: 'Non.' });
    expect(await by(moderator, keeper.handle)).toMatchObject({ reason: 'keeper' });
    expect(await by(moderator, moderator.handle)).toMatchObject({ reason: 'yourself' });
    expect(await by(member, moderator.handle)).toMatchObject({ reason: 'notYours' });
    expect(await by(moderator, member.handle)).toEqual({ ok: true });
    expect(
      await removeMember(db, moderator, circle.id, { handle: keeper.handle, reason: 'x' }),
    ).toMatchObject({
      reason: 'keeper',
    });
  });
});

test('who is removed gives back what is for members alone, and may come again by the door', async () => {
  const circle = await aCircle('open');
  const member = await aMember();
  await joins(member, circle);
  const [among, open] = [
    await anEvent(keeper, circle, { visibility: 'community' }),
    await anEvent(keeper, circle),
  ];
  for (const { id } of [among, open])
    await answerEvent(db, { eventId: id, contactId: member.contactId, answer: 'going' });
  const reason = 'Compte en double.';
  expect(await removeMember(db, keeper, circle.id, { handle: member.handle, reason })).toEqual({ ok: true });
  const seats = await db
    .selectFrom('rsvps')
    .select(['event_id', 'seat'])
    .where('contact_id', '=', member.contactId)
    .execute();
  expect(seats).toContainEqual({ event_id: among.id, seat: null });
  expect(seats).toContainEqual({ event_id: open.id, seat: 'held' });
  expect(await joinCommunity(db, member, circle.id)).toEqual({ ok: true, as: 'member' });
});

describe('requests', () => {
  test('are answered once, by whoever is first, and told', async () => {
    const circle = await aCircle('approval');
    const asker = await aMember();
    await joinCommunity(db, asker, circle.id, { message: 'Bonjour !', inDirectory: true });
    await joinCommunity(db, asker, circle.id, { message: 'Bonjour, c’est Nine.' });
    expect(await noticesOf('join-requested')).toContainEqual({ community: circle.id });
    const asked = await findBelonging(db, asker, circle.id);
    expect(asked).toMatchObject({ request: 'Bonjour, c’est Nine.', roles: null });
    const answers = await Promise.all(
      [true, false, true].map((accept) =>
        answerRequest(db, keeper, circle.id, { handle: asker.handle, accept, note: 'À jeudi.' }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const told = (await noticesOf('request-answered')).filter(({ community }) => community === circle.id);
    expect(told).toHaveLength(1);
    expect(await isMember(asker, circle)).toBe(told[0]?.accepted);
  });

  test('are not a member’s to answer, and can be taken back', async () => {
    const circle = await aCircle('approval');
    const asker = await aMember();
    await joinCommunity(db, asker, circle.id);
    const note = '';
    expect(
      await answerRequest(db, asker, circle.id, { handle: asker.handle, accept: true, note }),
    ).toMatchObject({ reason: 'notYours' });
    await withdrawRequest(db, asker, circle.id);
    expect(
      await answerRequest(db, keeper, circle.id, { handle: asker.handle, accept: true, note }),
    ).toMatchObject({ reason: 'gone' });
    expect(await isMember(asker, circle)).toBe(false);
  });
});

describe('invitations', () => {
  test('a link made anew or switched off closes those before it for good', async () => {
    const circle = await aCircle('invitation', 'hidden');
    const first = await aLink(circle);
    const second = await aLink(circle);
    const come = async (link: string) => (await joinCommunity(db, await aMember(), circle.id, { link })).ok;
    expect([await come(first), await come(second)]).toEqual([false, true]);
    expect((await findDoor(db, first)) === undefined && (await findDoor(db, second))?.by).toBe('link');
    await changeInvitationLink(db, keeper, circle.id, 'off');
    expect(await linkOf(db, circle.id)).toBeNull();
    expect(await come(second)).toBe(false);
    const third = await aLink(circle);
    expect([await come(first), await come(second), await come(third)]).toEqual([false, false, true]);
  });

  test('by mail belong to the address, serve once, and end when taken back', async () => {
    const circle = await aCircle('invitation');
    const [invited, other, late] = [await aMember(), await aMember(), await aMember()];
    expect(await invite(keeper, circle, invited.email)).toMatchObject({ sent: 1 });
    expect(await invite(keeper, circle, invited.email)).toMatchObject({ sent: 0, known: 1 });
    await invite(keeper, circle, late.email);
    const [own] = await listOwnInvitations(db, invited);
    expect(own).toMatchObject({ tag: circle.tag, inviter: 'Zoé' });
    expect(await findDoor(db, own?.token ?? '')).toMatchObject({ by: 'mail', contactId: invited.contactId });
    // the token is no key: only the address it was written to is
    expect(await joinCommunity(db, other, circle.id, { link: own?.token })).toMatchObject({
      reason: 'invitationOnly',
    });
    const twice = await Promise.all([
      joinCommunity(db, invited, circle.id),
      joinCommunity(db, invited, circle.id),
    ]);
    expect(twice.every(({ ok }) => ok)).toBe(true);
    expect(await findDoor(db, own?.token ?? '')).toBeUndefined();
    const rows = await listCommunityInvitations(db, circle.id);
    expect(rows.map(({ email, status }) => [email, status])).toEqual(
      expect.arrayContaining([
        [invited.email, 'accepted'],
        [late.email, 'waiting'],
      ]),
    );
    await revokeCommunityInvitation(db, keeper, circle.id, rows.find((row) => row.email === late.email)!.id);
    expect(await joinCommunity(db, late, circle.id)).toMatchObject({ reason: 'invitationOnly' });
  });

  test('say the same of every address that takes letters', async () => {
    const circle = await aCircle('open');
    const [member, banned] = [await aMember(), await aMember()];
    await joins(member, circle);
    await banMember(db, keeper, circle.id, { handle: banned.handle, reason: 'Non.' });
    const said = [];
    for (const email of [member.email, banned.email, (await aMember()).email, 'nobody.yet@example.org'])
      said.push(await invite(keeper, circle, email));
    expect(new Set(said.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ ok: true, sent: 1, known: 0, unwilling: 0 })]),
    );
  });

  test('are sent by keepers and moderators alone', async () => {
    const circle = await aCircle('open');
    const member = await aMember();
    await joins(member, circle);
    expect(await invite(member, circle, 'x@example.org')).toMatchObject({ reason: 'notYours' });
    expect(await changeInvitationLink(db, member, circle.id, 'renew')).toMatchObject({ reason: 'notYours' });
  });
});

describe('the charter', () => {
  test('is accepted at the door in the version that was read, and asked again when it changes', async () => {
    const circle = await aCircle('open');
    await writeCharter(db, keeper, circle.id, 'On accueille qui arrive.');
    const [early, late] = [await aMember(), await aMember()];
    expect(await joinCommunity(db, early, circle.id)).toMatchObject({ reason: 'charter' });
    expect(await joinCommunity(db, early, circle.id, { charterVersion: 1 })).toMatchObject({ ok: true });
    expect((await findBelonging(db, early, circle.id)).charterToAccept).toBeNull();
    const written = await writeCharter(db, keeper, circle.id, 'On accueille qui arrive. On rit avec.');
    expect(written).toMatchObject({ ok: true, version: 2 });
    expect((await findBelonging(db, early, circle.id)).charterToAccept).toBe(2);
    expect(await joinCommunity(db, late, circle.id, { charterVersion: 1 })).toMatchObject({
      reason: 'charter',
    });
    expect(await acceptCharter(db, early, circle.id, 1)).toMatchObject({ reason: 'charterChanged' });
    expect(await acceptCharter(db, early, circle.id, 2)).toEqual({ ok: true });
    expect((await findBelonging(db, early, circle.id)).charterToAccept).toBeNull();
    expect((await findBelonging(db, keeper, circle.id)).charterToAccept).toBeNull();
  });

  test('is the keepers’ to write, and the same words make no version', async () => {
    const circle = await aCircle('open');
    const member = await aMember();
    await joins(member, circle);
    expect(await writeCharter(db, member, circle.id, 'Moi !')).toMatchObject({ reason: 'notYours' });
    await writeCharter(db, keeper, circle.id, 'Nous.');
    expect(await writeCharter(db, keeper, circle.id, 'Nous.')).toEqual({
      ...{ ok: true, version: 1, written: false },
    });
  });
});

describe('hats', () => {
  test('are handed on by who wears them, with a word to who gets them, and a keeper can undo it', async () => {
    const circle = await aCircle('open');
    const [host, heir] = [await aMember('Farid'), await aMember('Nine')];
    await joins(host, circle);
    await joins(heir, circle);
    await setRoles(db, keeper, circle.id, { handle: host.handle, roles: ['host', 'scribe'] });
    const on = (handle: string, role: 'host' | 'keeper') => handOnRole(db, host, circle.id, { handle, role });
    expect(await on(heir.handle, 'keeper')).toMatchObject({ reason: 'notYours' });
    expect(await on(host.handle, 'host')).toMatchObject({ reason: 'ownHat' });
    expect(await on('personne', 'host')).toMatchObject({ reason: 'notAMember' });
    expect(await on(heir.handle, 'host')).toEqual({ ok: true });
    expect(await rolesIn(db, asViewer(host), circle.id)).toEqual(['scribe']);
    expect(await rolesIn(db, asViewer(heir), circle.id)).toEqual(['host']);
    expect(await noticesOf('roles-received')).toContainEqual({
      community: circle.id,
      member: heir.id,
      by: host.id,
      roles: ['host'],
    });
    expect(await setRoles(db, keeper, circle.id, { handle: heir.handle, roles: [] })).toEqual({ ok: true });
    expect(await rolesIn(db, asViewer(heir), circle.id)).toEqual([]);
  });

  test('are laid down, but never the last keeper’s, however many go at once', async () => {
    const circle = await aCircle('open');
    expect(await layDownRole(db, keeper, circle.id, 'keeper')).toMatchObject({ reason: 'lastKeeper' });
    const second = await aMember();
    await joins(second, circle);
    await setRoles(db, keeper, circle.id, { handle: second.handle, roles: ['keeper'] });
    const both = await Promise.all(
      [keeper, second].map((self) => layDownRole(db, self, circle.id, 'keeper')),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

test('what power does is in the log, and who is hidden from everybody follows nobody', async () => {
  const circle = await aCircle('approval');
  const [asker, follower] = [await aMember(), await aMember()];
  expect(await followCommunity(db, follower, circle.id, true)).toEqual({ ok: true });
  await joinCommunity(db, asker, circle.id);
  await answerRequest(db, keeper, circle.id, { handle: asker.handle, accept: true, note: '' });
  await writeCharter(db, keeper, circle.id, 'Nous.');
  await changeInvitationLink(db, keeper, circle.id, 'renew');
  await banMember(db, keeper, circle.id, { handle: asker.handle, reason: 'Non.' });
  await liftBan(db, keeper, circle.id, asker.handle);
  const hide = { description: '', city: '', admission: 'approval', visibility: 'hidden' } as const;
  await editCommunity(db, keeper, circle.id, hide);
  const { acts } = await listActs(db, circle.id);
  expect(acts.map(({ kind }) => kind)).toEqual([
    'community-edited',
    'ban-lifted',
    'member-banned',
    'invitation-link-changed',
    'charter-changed',
    'request-accepted',
    'community-edited',
    'community-created',
  ]);
  expect(acts[2]).toMatchObject({ actor: keeper.handle, subject: asker.handle, details: { reason: 'Non.' } });
  const { follows } = await db
    .selectFrom('follows')
    .select(sql<number>`count(*)::int`.as('follows'))
    .where('community_id', '=', circle.id)
    .executeTakeFirstOrThrow();
  expect(follows).toBe(0);
  expect(await followCommunity(db, follower, circle.id, true)).toMatchObject({ reason: 'unknown' });
});

test('a hidden community is made public by who is sure of it, with a line of its own in the log', async () => {
  const circle = await aCircle('open', 'hidden');
  const open = { description: '', city: '', admission: 'open', visibility: 'public' } as const;
  const seen = async () => (await findCommunity(db, asViewer(null), circle.tag)) !== undefined;
  const logged = async () => (await listActs(db, circle.id)).acts.map(({ kind }) => kind).slice(0, 2);
  expect(await editCommunity(db, keeper, circle.id, open)).toEqual({
    ...{ ok: false, reason: 'sureToOpen', field: 'sure' },
  });
  expect([await seen(), await logged()]).toEqual([false, ['community-edited', 'community-created']]);
  expect(await editCommunity(db, keeper, circle.id, { ...open, sure: 'on' })).toEqual({ ok: true });
  expect([await seen(), await logged()]).toEqual([true, ['community-opened', 'community-edited']]);
});

describe('the picture of a community', () => {
  const aPicture = (): KeptPicture => ({
    ...{ id: randomUUID(), kind: 'community', width: 640, height: 480, bytes: 9 },
    blur: 'data:image/webp;base64,',
  });
  const set = (by: Self, circle: Circle, picture: KeptPicture | null, alt = 'La salle') =>
    setCommunityPicture(db, by, circle.id, { picture, alt });
  const shown = async ({ tag }: Circle) => {
    const found = await findCommunity(db, asViewer(keeper), tag);
    return [found?.picture, found?.pictureAlt];
  };
  const goneOf = async (id: string) =>
    (await db.selectFrom('media_gone').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;

  test('is given, changed and removed by its keeper alone; the one before is given up, and the log tells', async () => {
    const circle = await aCircle('open');
    const [organizer, outsider] = [await aMember(), await aMember()];
    await joins(organizer, circle);
    const roles = ['organizer' as const, 'moderator' as const];
    await setRoles(db, keeper, circle.id, { handle: organizer.handle, roles });
    const [first, second] = [aPicture(), aPicture()];
    for (const one of [organizer, outsider])
      expect(await set(one, circle, aPicture())).toMatchObject({ reason: 'notYours' });
    expect(await shown(circle)).toEqual([null, '']);

    expect(await set(keeper, circle, first)).toEqual({ ok: true });
    expect(await shown(circle)).toEqual([first.id, 'La salle']);
    expect(await set(keeper, circle, second, 'La terrasse')).toEqual({ ok: true });
    expect(await shown(circle)).toEqual([second.id, 'La terrasse']);
    expect([await goneOf(first.id), await goneOf(second.id)]).toEqual([true, false]);

    expect(await set(organizer, circle, null, '')).toMatchObject({ reason: 'notYours' });
    expect(await set(keeper, circle, null, '')).toEqual({ ok: true });
    expect(await shown(circle)).toEqual([null, '']);
    expect(await goneOf(second.id)).toBe(true);
    const { acts } = await listActs(db, circle.id);
    const told = acts.filter(({ details }) => JSON.stringify(details) === '{"changed":["picture"]}');
    expect(told.map(({ kind, actor }) => [kind, actor])).toEqual(
      Array(3).fill(['community-edited', keeper.handle]),
    );
  });

  test('is seen by who may open the community', async () => {
    const circle = await aCircle('open', 'hidden');
    const [member, outsider] = [await aMember(), await aMember()];
    await joins(member, circle);
    const picture = aPicture();
    await set(keeper, circle, picture);
    const seen = (viewer: Self | null) => isCommunityPictureShown(db, asViewer(viewer), picture.id);
    expect([await seen(null), await seen(outsider), await seen(member)]).toEqual([false, false, true]);
  });
});
