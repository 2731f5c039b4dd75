import { describe, expect, test } from 'vitest';
import { joinCommunity } from '#app/domain/communities/commands/join-community.server';
import { leaveCommunity } from '#app/domain/communities/commands/leave-community.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import { createEvent, publishEvent } from '#app/domain/events/commands/write-event.server';
import { findEvent, findManagedEvent } from '#app/domain/events/queries.server';
import { readAgenda } from '#app/domain/events/rules';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { stranger } from '#app/domain/members/rules';
import { publishPost } from '#app/domain/posts/commands.server';
import { findHashtagPage, listPosts } from '#app/domain/posts/queries.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { addPerson, removePerson } from '#app/domain/rsvps/commands/door.server';
import { rsvpToken, withKey } from '#app/domain/rsvps/queries.server';
import { readForm } from '#app/http/form.server';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, eventForm } from '../support/people';

/* What was once possible, and is not any more. */

const posted = (body: string) =>
  readForm(
    new Request('http://localhost/', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }),
  );

test('a field whose name is a path is refused before anything builds what it spells', async () => {
  for (const body of [
    'title[99999999]=b',
    `title${'.a'.repeat(4000)}=1`,
    '__proto__.x=1',
    'a=1&'.repeat(200),
  ]) {
    await expect(posted(body)).rejects.toMatchObject({ status: 400 });
  }
  const form = await posted('title=Soupe&__state__=x&__intent__=y&roles=host&roles=tutor');
  expect([...form.keys()]).toEqual(['title', 'roles', 'roles']);
});

test('a header that is read in two ways is no form’s, and its body is not even taken', async () => {
  for (const type of [
    'multipart/form-data; boundary=zzz, application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; boundary=zzz',
    'multipart/form-data; x="; boundary=zzz"; boundary=bbb',
    'multipart/form-data; boundary=zzz; boundary=bbb',
  ]) {
    const request = new Request('http://localhost/', {
      method: 'POST',
      body: 'a&'.repeat(500),
      headers: { 'Content-Type': type },
    });
    await expect(readForm(request), type).rejects.toMatchObject({ status: 400 });
    expect(request.bodyUsed, type).toBe(false);
  }
});

test('an agenda of blanks is read as fast as another', () => {
  const line = `1h${' '.repeat(3900)}x\u2028y`;
  expect(readAgenda(line)).toEqual([
    { time: '01:00', text: 'x' },
    { time: null, text: 'y' },
  ]);
});

describe('a members-only event', () => {
  test('keeps its hashtag’s page closed, whatever others call under that tag', async () => {
    const [zoe, other] = [await aMember(), await aMember()];
    const [theirs, elsewhere] = [await aCommunity(zoe), await aCommunity(other)];
    const event = await anEvent(zoe, theirs, { visibility: 'community' });
    await publishPost(db, zoe, event.form.hashtag, { text: 'Entre nous' });
    const form = eventForm(elsewhere, { hashtag: event.form.hashtag });
    const made = await createEvent(db, other, form);
    if (!made.ok) throw new Error('no draft');
    expect(await publishEvent(db, other, made.id)).toEqual({
      ok: false,
      problems: { hashtag: 'hashtagTaken' },
    });
    expect(await findHashtagPage(db, stranger, event.form.hashtag)).toBeUndefined();
  });

  test('is closed to who was removed, by every link they hold', async () => {
    const zoe = await aMember();
    const event = await anEvent(zoe, await aCommunity(zoe), { visibility: 'community' });
    await sendInvitations(db, zoe, event.id, {
      people: [{ email: 'gone@example.org', name: '' }],
      message: '',
      language: 'fr',
    });
    const contact = await db
      .selectFrom('contacts')
      .select('id')
      .where('email', '=', 'gone@example.org')
      .executeTakeFirstOrThrow();
    const answered = await answerEvent(db, { eventId: event.id, contactId: contact.id, answer: 'going' });
    if (!answered.ok) throw new Error(answered.reason);
    const token = await rsvpToken(db, answered.rsvpId);
    expect(await findEvent(db, await withKey(db, stranger, token), event.slug)).toBeDefined();
    await removePerson(db, zoe, event.id, answered.rsvpId);
    expect(await findEvent(db, await withKey(db, stranger, token), event.slug)).toBeUndefined();
    const { revoked_at } = await db
      .selectFrom('invitations')
      .select('revoked_at')
      .where('event_id', '=', event.id)
      .executeTakeFirstOrThrow();
    expect(revoked_at).not.toBeNull();
  });
});

test('a tag that is closed to its author is a word like any other in their post', async () => {
  const [zoe, ngozi] = [await aMember(), await aMember()];
  const event = await anEvent(zoe, await aCommunity(zoe), { visibility: 'community' });
  const open = await aCommunity(ngozi);
  const posted = await publishPost(db, ngozi, open.tag, { text: `C’est bien #${event.form.hashtag} ?` });
  if (!posted.ok) throw new Error(posted.reason);
  const tags = await db.selectFrom('post_hashtags').select('tag').where('post_id', '=', posted.id).execute();
  expect(tags).toEqual([{ tag: open.tag }]);
  // For who may open it, what is said of it stays behind its door.
  const inside = await publishPost(db, zoe, open.tag, { text: `Ce soir #${event.form.hashtag} !` });
  if (!inside.ok) throw new Error(inside.reason);
  expect((await listPosts(db, stranger, open.tag)).posts.map(({ id }) => id)).toEqual([posted.id]);
});

test('an organizer who left the community manages nothing there', async () => {
  const [keeper, carla] = [await aMember(), await aMember()];
  const community = await aCommunity(keeper);
  await joinCommunity(db, carla, community.id);
  await setRoles(db, keeper, community.id, { handle: carla.handle, roles: ['organizer'] });
  const event = await anEvent(carla, community);
  expect(await findManagedEvent(db, asViewer(carla), event.slug)).toBeDefined();
  await leaveCommunity(db, carla, community.id);
  expect(await findManagedEvent(db, asViewer(carla), event.slug)).toBeUndefined();
});

test('invitations, additions and answers about the same people at once wait for each other, and none is lost', async () => {
  const zoe = await aMember();
  const community = await aCommunity(zoe);
  const events = [await anEvent(zoe, community), await anEvent(zoe, community)];
  const people = Array.from({ length: 60 }, (_, n) => ({ email: `crowd${n}@example.org`, name: `N${n}` }));
  const shuffled = [...people].reverse();
  const work = events.flatMap((event, n) => [
    sendInvitations(db, zoe, event.id, { people: n ? people : shuffled, message: '', language: 'fr' }),
    ...(n ? people : shuffled).slice(20, 40).map((person) => addPerson(db, zoe, event.id, person)),
  ]);
  const done = await Promise.all(work);
  expect(done.every((one) => one.ok)).toBe(true);
});
