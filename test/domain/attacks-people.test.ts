import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { announceToMembers } from '#app/domain/announcements/commands.server';
import { listAnnouncements } from '#app/domain/announcements/queries.server';
import { findCharter } from '#app/domain/communities/charters.server';
import { banMember, liftBan } from '#app/domain/communities/commands/ban.server';
import { writeCharter } from '#app/domain/communities/commands/charter.server';
import { showInDirectory } from '#app/domain/communities/commands/directory.server';
import { inviteToCommunity } from '#app/domain/communities/commands/invite.server';
import { joinCommunity } from '#app/domain/communities/commands/join-community.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import { listCommunityInvitations } from '#app/domain/communities/doors.server';
import { layStewardshipDown } from '#app/domain/instance/commands/stewards.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { listInvitations } from '#app/domain/invitations/queries.server';
import {
  agreeToChange,
  applyWaitedChanges,
  requestEmailChange,
} from '#app/domain/members/commands/change-email.server';
import { startLeaving } from '#app/domain/members/commands/leave.server';
import { resetPassword } from '#app/domain/members/commands/passwords.server';
import { findEmailChange } from '#app/domain/members/email-changes.server';
import { linkToken } from '#app/domain/members/links.server';
import { hashPassword } from '#app/domain/members/passwords.server';
import { isPortraitShown } from '#app/domain/members/portraits.server';
import { findSelf } from '#app/domain/members/queries.server';
import { type Self, stranger } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { decideReport, passReport, restoreReported } from '#app/domain/moderation/commands/decide.server';
import { reportThing } from '#app/domain/moderation/commands/report.server';
import { listReports, listShared } from '#app/domain/moderation/queries.server';
import { publishPost } from '#app/domain/posts/commands.server';
import { listPosts } from '#app/domain/posts/queries.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { findRsvpByToken, rsvpToken } from '#app/domain/rsvps/queries.server';
import { someLine } from '#app/domain/rules';
import { A_DAY } from '#app/notices/allowance.server';
import { expandNotice } from '#app/notices/expansion.server';
import { recipientsOf } from '#app/notices/readers.server';
import { findStop } from '#app/notices/stopping.server';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, joins, noticesOf } from '../support/people';

/* What was once possible between people, and is not any more. */

/** Makes the letters of all notices so far. @returns the kinds of those to this member that are sent */
async function lettersTo(member: Self, kind: string): Promise<number> {
  const waiting = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of waiting) await expandNotice(db, id, recipientsOf, 'https://perchoir.example');
  const rows = await db
    .selectFrom('letters')
    .select('id')
    .where('email', '=', member.email)
    .where('kind', '=', kind as 'roles-received')
    .where('state', '!=', 'dropped')
    .execute();
  return rows.length;
}

const says = async (author: Self, tag: string) => {
  const made = await publishPost(db, author, tag, { text: 'Un mot de trop', key: randomUUID() });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
};

describe('letters nobody asked for', () => {
  test('a ban from a community one never came near writes none, whatever is said in it', async () => {
    const [pest, target, guest] = [await aMember(), await aMember(), await aMember()];
    const community = await aCommunity(pest);
    for (let time = 0; time < 3; time++) {
      const reason = `Réponds-moi (${time})`;
      expect(await banMember(db, pest, community.id, { handle: target.handle, reason })).toEqual({
        ok: true,
      });
      await liftBan(db, pest, community.id, target.handle);
    }
    expect(await noticesOf('membership-ended')).not.toContainEqual(
      expect.objectContaining({ member: target.id }),
    );
    // Who stood at the door is told.
    await joinCommunity(db, guest, community.id);
    await banMember(db, pest, community.id, { handle: guest.handle, reason: 'Non.' });
    expect(await lettersTo(guest, 'membership-ended')).toBe(1);
  });

  test('a hat given and taken all day long is a few letters', async () => {
    const [keeper, member] = [await aMember(), await aMember()];
    const community = await aCommunity(keeper);
    await joins(member, community);
    for (let time = 0; time < 10; time++) {
      await setRoles(db, keeper, community.id, { handle: member.handle, roles: ['host'] });
      await setRoles(db, keeper, community.id, { handle: member.handle, roles: [] });
    }
    expect(await lettersTo(member, 'roles-received')).toBe(A_DAY['roles-received']);
  });
});

describe('reports', () => {
  test('offer no community that somebody is in and does not show', async () => {
    const [keeper, discreet, curious] = [await aMember(), await aMember(), await aMember()];
    const community = await aCommunity(keeper);
    for (const one of [discreet, curious]) await joins(one, community);
    expect(await listShared(db, asViewer(curious), discreet.id)).toEqual([]);
    await showInDirectory(db, discreet, community.id, true);
    expect(await listShared(db, asViewer(curious), discreet.id)).toMatchObject([{ id: community.id }]);
  });

  test('passed on to the stewards, they do not name a hidden community', async () => {
    const [keeper, author, reader, steward] = [
      await aMember(),
      await aMember(),
      await aMember(),
      await aMember(),
    ];
    const community = await aCommunity(keeper, 'canaricache');
    for (const one of [author, reader]) await joins(one, community);
    await db
      .updateTable('communities')
      .set({ visibility: 'hidden' })
      .where('id', '=', community.id)
      .execute();
    const id = await says(author, community.tag);
    await reportThing(db, reader, { about: 'post', id }, { reason: 'unkind', note: '' });
    const [thing] = await listReports(db, keeper, community.id);
    expect(thing?.quoted.path).toContain('canaricache');
    expect(await passReport(db, keeper, thing!.id)).toEqual({ ok: true });
    const queue = await listReports(db, { ...steward, steward: true }, null);
    expect(queue.map((one) => one.id)).toContain(thing!.id);
    expect(JSON.stringify(queue)).not.toContain('canaricache');
  });

  test('a decision of before puts nothing back that somebody else removed since', async () => {
    const [keeper, author, reader] = [await aMember(), await aMember(), await aMember()];
    const community = await aCommunity(keeper);
    const made = await aMember();
    await db.updateTable('members').set({ steward: true }).where('id', '=', made.id).execute();
    const steward = { ...made, steward: true };
    for (const one of [author, reader]) await joins(one, community);
    const id = await says(author, community.tag);
    const report = () => reportThing(db, reader, { about: 'post', id }, { reason: 'unkind', note: '' });
    await report();
    const [first] = await listReports(db, keeper, community.id);
    await decideReport(db, keeper, first!.id, { decision: 'nothing', word: '' });
    await report();
    const [second] = await listReports(db, keeper, community.id);
    await passReport(db, keeper, second!.id);
    const removed = { decision: 'removed', word: 'Illégal.' } as const;
    expect(await decideReport(db, steward, second!.id, removed)).toEqual({ ok: true });
    const [decided] = await listReports(db, keeper, community.id, 'decided');
    expect(decided).toMatchObject({ id: first!.id, canRestore: false });
    await restoreReported(db, keeper, first!.id);
    expect((await listPosts(db, stranger, community.tag)).posts).toEqual([]);
    await restoreReported(db, steward, second!.id);
    expect((await listPosts(db, stranger, community.tag)).posts).toHaveLength(1);
  });
});

describe('a change of address', () => {
  const PASSWORD = 'un bec et deux ailes';
  async function asking(more: object = {}) {
    const self = await aMember();
    const password_hash = await hashPassword(PASSWORD);
    await db.updateTable('members').set({ password_hash }).where('id', '=', self.id).execute();
    const email = `ailleurs-${self.handle}@example.org`.toLowerCase();
    expect(await requestEmailChange(db, self, { email, password: PASSWORD, ...more })).toEqual({ ok: true });
    const { id } = (await findEmailChange(db, self.id))!;
    return { self, email, take: await mintSecret(db, { purpose: 'take-address', email, object: id }), id };
  }

  test('that a thief asked for is over once the password is reset', async () => {
    const thief = await asking();
    const { self, take } = thief;
    expect(await agreeToChange(db, take, 'take-address')).toMatchObject({ applied: false });
    await db
      .updateTable('email_changes')
      .set({ released_at: new Date(Date.now() - 1000) })
      .where('id', '=', thief.id)
      .execute();
    const reset = await mintSecret(db, { purpose: 'reset-password', email: self.email, object: self.id });
    expect(await resetPassword(db, reset, 'une tout autre phrase')).toMatchObject({ ok: true });
    await applyWaitedChanges(db);
    expect((await findSelf(db, self.id))?.email).toBe(self.email);
  });

  test('leaves no link to answers behind at the old one, nor does an old letter tell the new one', async () => {
    const { self, email, take, id } = await asking();
    const organizer = await aMember();
    const event = await anEvent(organizer, await aCommunity(organizer));
    const answered = await answerEvent(db, { eventId: event.id, contactId: self.contactId, answer: 'going' });
    expect(answered.ok).toBe(true);
    const rsvp = await db
      .selectFrom('rsvps')
      .select('id')
      .where('contact_id', '=', self.contactId)
      .executeTakeFirstOrThrow();
    const before = await rsvpToken(db, rsvp.id);
    expect(await findRsvpByToken(db, before)).toBeDefined();
    const letter = await aStoppableLetter(self);
    const leave = await mintSecret(db, { purpose: 'leave-address', email: self.email, object: id });
    await agreeToChange(db, take, 'take-address');
    expect(await agreeToChange(db, leave, 'leave-address')).toMatchObject({ applied: true });
    expect(await findRsvpByToken(db, before)).toBeUndefined();
    expect(await findRsvpByToken(db, await rsvpToken(db, rsvp.id))).toBeDefined();
    const stop = await findStop(db, await linkToken(db, 'stop', { id: letter, version: 1 }));
    expect(stop?.email).toBe(self.email);
    expect(JSON.stringify(stop)).not.toContain(email);
  });

  test('is not told to who invited the old one', async () => {
    const { self, email, take, id } = await asking();
    const keeper = await aMember();
    const community = await aCommunity(keeper);
    const event = await anEvent(keeper, community);
    const sending = { people: [{ email: self.email, name: '' }], message: '', language: 'fr' as const };
    expect(await inviteToCommunity(db, keeper, community.id, sending)).toMatchObject({ sent: 1 });
    expect(await sendInvitations(db, keeper, event.id, sending)).toMatchObject({ sent: 1 });
    expect(await lettersTo(self, 'community-invitation')).toBe(1);
    const leave = await mintSecret(db, { purpose: 'leave-address', email: self.email, object: id });
    await agreeToChange(db, take, 'take-address');
    expect(await agreeToChange(db, leave, 'leave-address')).toMatchObject({ applied: true });
    const lists = [
      await listCommunityInvitations(db, community.id),
      await listInvitations(db, asViewer(keeper), event.id),
    ];
    for (const list of lists) expect(list.map((one) => one.email)).toEqual([self.email]);
    expect(JSON.stringify(lists)).not.toContain(email);
  });

  async function aStoppableLetter(to: Self): Promise<string> {
    const keeper = await aMember();
    const community = await aCommunity(keeper);
    await joins(to, community);
    await announceToMembers(db, keeper, community.id, { title: 'Samedi', text: 'Venez.' });
    await lettersTo(to, 'community-announcement');
    const { id } = await db
      .selectFrom('letters')
      .select('id')
      .where('email', '=', to.email)
      .where('kind', '=', 'community-announcement')
      .executeTakeFirstOrThrow();
    return id;
  }
});

describe('who is leaving', () => {
  test('is named under nothing they wrote, and their portrait is nobody’s to see', async () => {
    const [keeper, other] = [await aMember(), await aMember()];
    const community = await aCommunity(keeper);
    await joins(other, community);
    await setRoles(db, keeper, community.id, { handle: other.handle, roles: ['keeper'] });
    await writeCharter(db, keeper, community.id, 'On s’écoute.');
    await announceToMembers(db, keeper, community.id, { title: 'Samedi', text: 'Venez.' });
    const media = { id: randomUUID(), kind: 'portrait' as const, width: 1, height: 1, bytes: 1, blur: '' };
    await db
      .insertInto('media')
      .values({ ...media, uploader_id: keeper.id })
      .execute();
    await db.updateTable('members').set({ portrait_id: media.id }).where('id', '=', keeper.id).execute();
    const seen = async () => ({
      charter: (await findCharter(db, community.id))?.author,
      announcement: (await listAnnouncements(db, community.id)).announcements[0]?.author?.handle ?? null,
      portrait: await isPortraitShown(db, stranger, media.id),
    });
    expect(await seen()).toEqual({ charter: keeper.handle, announcement: keeper.handle, portrait: true });
    expect(await startLeaving(db, keeper.id, 'keep')).toMatchObject({ ok: true });
    expect(await seen()).toEqual({ charter: null, announcement: null, portrait: false });
  });

  test('of two stewards who go at once, one stays', async () => {
    await db.updateTable('members').set({ steward: false }).execute();
    for (let round = 0; round < 8; round++) {
      const pair = [await aMember(), await aMember()];
      const ids = pair.map(({ id }) => id);
      await db.updateTable('members').set({ steward: true }).where('id', 'in', ids).execute();
      const [one, other] = pair.map((self) => ({ ...self, steward: true })) as [Self, Self];
      await Promise.all([startLeaving(db, one.id, 'erase'), layStewardshipDown(db, other)]);
      const left = await db
        .selectFrom('members')
        .select('id')
        .where('steward', '=', true)
        .where('leaving_at', 'is', null)
        .execute();
      expect(left).toHaveLength(1);
      await db.updateTable('members').set({ steward: false }).execute();
    }
  });
});

test('what no XML may hold is in no title, so that one entry spoils no feed', () => {
  for (const strange of ['\uFFFE', '\uFFFF', '\u0000'])
    expect(someLine(80).safeParse(`Soupe${strange}`).success).toBe(false);
  expect(someLine(80).safeParse('Soupe 🥣 �').success).toBe(true);
});
