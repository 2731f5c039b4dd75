import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { findBelonging } from '#app/domain/communities/belonging.server';
import { inviteToCommunity } from '#app/domain/communities/commands/invite.server';
import { listCommunityInvitations, listOwnInvitations } from '#app/domain/communities/doors.server';
import { listEvents } from '#app/domain/events/listings.server';
import { findEvent } from '#app/domain/events/queries.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { listInvitations, listUnanswered } from '#app/domain/invitations/queries.server';
import { listBlocks, listUnseen } from '#app/domain/members/blocks.server';
import { setBlock } from '#app/domain/members/commands/block.server';
import { type Self, stranger } from '#app/domain/members/rules';
import { publishPost, thankPost } from '#app/domain/posts/commands.server';
import { listPosts } from '#app/domain/posts/queries.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { addPerson } from '#app/domain/rsvps/commands/door.server';
import { gatheringOf, listAttendees } from '#app/domain/rsvps/queries.server';
import { expandNotice } from '#app/notices/expansion.server';
import { recipientsOf } from '#app/notices/readers.server';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, joins } from '../support/people';

/** Ada wants nothing to do with Bob; Cleo is friends with both. */
let ada: Self;
let bob: Self;
let cleo: Self;
let tag: string;

beforeEach(async () => {
  [ada, bob, cleo] = [await aMember('Ada'), await aMember('Bob'), await aMember('Cleo')];
  tag = `soir${randomUUID().slice(0, 8)}`;
});

async function posts(author: Self, text: string, replyTo?: string): Promise<string> {
  const made = await publishPost(db, author, tag, { text, key: randomUUID(), replyTo });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}
const authorsSeenBy = async (reader: Self | null) =>
  (await listPosts(db, asViewer(reader), tag)).posts.map(({ author }) => author.name).sort();

test('a muted member’s posts are not shown to who muted them; they see everything, and so do others', async () => {
  for (const one of [ada, bob, cleo]) await posts(one, 'Bonsoir');
  expect(await setBlock(db, ada, bob.handle.toUpperCase(), 'muted')).toMatchObject({
    ok: true,
    handle: bob.handle,
  });
  expect(await authorsSeenBy(ada)).toEqual(['Ada', 'Cleo']);
  expect(await authorsSeenBy(bob)).toEqual(['Ada', 'Bob', 'Cleo']);
  expect(await authorsSeenBy(cleo)).toEqual(['Ada', 'Bob', 'Cleo']);
  expect((await listPosts(db, stranger, tag)).posts).toHaveLength(3);
});

test('two of whom one blocked the other do not see each other’s posts; only who blocked has a list that says so', async () => {
  for (const one of [ada, bob, cleo]) await posts(one, 'Bonsoir');
  await setBlock(db, ada, bob.handle, 'blocked');
  expect(await authorsSeenBy(ada)).toEqual(['Ada', 'Cleo']);
  expect(await authorsSeenBy(bob)).toEqual(['Bob', 'Cleo']);
  expect(await listUnseen(db, asViewer(ada))).toEqual([bob.handle]);
  expect(await listUnseen(db, asViewer(bob))).toEqual([]);
  expect(await listBlocks(db, bob)).toEqual([]);
});

test('what is undone is undone; nobody blocks themselves, or nobody', async () => {
  await setBlock(db, ada, bob.handle, 'blocked');
  await setBlock(db, ada, bob.handle, 'muted');
  expect(await listBlocks(db, ada)).toMatchObject([{ handle: bob.handle, kind: 'muted' }]);
  await setBlock(db, ada, bob.handle, null);
  expect(await listBlocks(db, ada)).toEqual([]);
  expect(await setBlock(db, ada, ada.handle, 'muted')).toMatchObject({ ok: false, reason: 'notAMember' });
  expect(await setBlock(db, ada, 'personne', 'muted')).toMatchObject({ ok: false, reason: 'notAMember' });
});

test('who was blocked thanks and replies into the air, and hears nothing of it', async () => {
  const post = await posts(ada, 'Le gâteau arrive');
  await setBlock(db, ada, bob.handle, 'blocked');
  expect(await thankPost(db, bob, post, true)).toEqual({ ok: true });
  expect(await thankPost(db, cleo, post, true)).toEqual({ ok: true });
  await posts(bob, 'Pas trop tôt', post);
  const [reply, original] = (await listPosts(db, asViewer(cleo), tag)).posts;
  expect(reply).toMatchObject({ author: { name: 'Bob' }, replyTo: null });
  expect(original).toMatchObject({ author: { name: 'Ada' }, thanks: 1 });
});

test('on a perch they are silhouettes to each other, and nobody else notices', async () => {
  const event = await anEvent(cleo, await aCommunity(cleo));
  for (const one of [ada, bob]) {
    await answerEvent(db, {
      eventId: event.id,
      contactId: one.contactId,
      answer: 'going',
      seenBy: 'everyone',
    });
  }
  await setBlock(db, ada, bob.handle, 'blocked');
  const seenBy = async (reader: Self | null) => {
    const viewer = asViewer(reader);
    const view = await findEvent(db, viewer, event.slug);
    return (await gatheringOf(db, viewer, view!)).seated.map(({ name }) => name);
  };
  expect(await seenBy(ada)).toEqual(['Ada', null]);
  expect(await seenBy(bob)).toEqual([null, 'Bob']);
  expect(await seenBy(cleo)).toEqual(['Ada', 'Bob']);
  expect(await seenBy(null)).toEqual(['Ada', 'Bob']);
});

/** Makes the letters of the notices so far; their states by address. */
async function lettersTo(member: Self) {
  const waiting = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of waiting) await expandNotice(db, id, recipientsOf, 'https://perchoir.example');
  return db.selectFrom('letters').select(['kind', 'state']).where('email', '=', member.email).execute();
}

test('an invitation by somebody I blocked reaches me by no letter and no list, and looks sent', async () => {
  const community = await aCommunity(bob);
  const event = await anEvent(bob, community, { visibility: 'community' });
  await setBlock(db, ada, bob.handle, 'blocked');
  const people = [ada, cleo].map(({ email }) => ({ email, name: '' }));
  const sent = await sendInvitations(db, bob, event.id, { people, message: '', language: 'fr' });
  expect(sent).toMatchObject({ ok: true, sent: 2, unwilling: 0 });
  expect(await lettersTo(ada)).toEqual([{ kind: 'invitation', state: 'dropped' }]);
  expect(await lettersTo(cleo)).toEqual([{ kind: 'invitation', state: 'queued' }]);
  expect(await listUnanswered(db, ada)).toEqual([]);
  expect(await listUnanswered(db, cleo)).toHaveLength(1);
  const coming = (reader: Self) => listEvents(db, asViewer(reader), { when: 'coming', mine: true });
  expect(await coming(ada)).toEqual([]);
  expect(await coming(cleo)).toHaveLength(1);
  const told = await listInvitations(db, asViewer(bob), event.id);
  expect(told.find(({ email }) => email === ada.email)).toMatchObject({
    status: 'sent',
    reason: null,
    unsent: null,
  });
});

test('added by hand by somebody I blocked I am on their list, and know nothing of it', async () => {
  const event = await anEvent(bob, await aCommunity(bob), { visibility: 'community' });
  await setBlock(db, ada, bob.handle, 'blocked');
  expect(await addPerson(db, bob, event.id, { name: 'Ada', email: ada.email })).toMatchObject({ ok: true });
  expect(await lettersTo(ada)).toMatchObject([{ state: 'dropped' }]);
  expect(await listEvents(db, asViewer(ada), { when: 'coming', mine: true })).toEqual([]);
  expect(await listAttendees(db, asViewer(bob), event.id)).toMatchObject([{ name: 'Ada', seat: 'held' }]);
});

test('what a community I am in calls is still the community’s, whoever organizes it', async () => {
  const community = await aCommunity(bob);
  await joins(ada, community);
  await setBlock(db, ada, bob.handle, 'blocked');
  const event = await anEvent(bob, community, { visibility: 'community' });
  expect(await findEvent(db, asViewer(ada), event.slug)).toBeDefined();
});

test('an invitation to a community by somebody I blocked reaches me by no letter and no list, and waits as any other', async () => {
  const community = await aCommunity(bob);
  await setBlock(db, ada, bob.handle, 'blocked');
  const people = [ada, cleo].map(({ email }) => ({ email, name: '' }));
  await inviteToCommunity(db, bob, community.id, { people, message: '', language: 'fr' });
  expect(await lettersTo(ada)).toEqual([{ kind: 'community-invitation', state: 'dropped' }]);
  expect(await lettersTo(cleo)).toEqual([{ kind: 'community-invitation', state: 'queued' }]);
  expect(await listOwnInvitations(db, ada)).toEqual([]);
  expect(await listOwnInvitations(db, cleo)).toHaveLength(1);
  expect(await findBelonging(db, ada, community.id)).toMatchObject({ invited: false });
  const told = await listCommunityInvitations(db, community.id);
  expect(told.map(({ status }) => status)).toEqual(['waiting', 'waiting']);
});
