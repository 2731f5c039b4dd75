import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { origin } from '#app/config.server';
import { listActs } from '#app/domain/acts/queries.server';
import { announceToMembers, removeAnnouncement } from '#app/domain/announcements/commands.server';
import { countReaders, listAnnouncements, listFreshFor } from '#app/domain/announcements/queries.server';
import { acceptCharter, writeCharter } from '#app/domain/communities/commands/charter.server';
import { leaveCommunity } from '#app/domain/communities/commands/leave-community.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { createEvent, publishEvent } from '#app/domain/events/commands/write-event.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { setWishes } from '#app/domain/members/commands/wishes.server';
import { unsubscribeContact } from '#app/domain/members/contacts.server';
import type { Self } from '#app/domain/members/rules';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { composeLetters } from '#app/notices/compose.server';
import { expandNotice } from '#app/notices/expansion.server';
import { refusals } from '#app/notices/outbox.server';
import { recipientsOf } from '#app/notices/readers.server';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, eventForm, joins, noticesOf } from '../support/people';

let keeper: Self;
let nina: Self;
let omar: Self;
let community: { id: string; tag: string };

beforeEach(async () => {
  await expandAll();
  await db.deleteFrom('letters').execute();
  keeper = await aMember('Zoé Perchet');
  [nina, omar] = [await aMember('Nina'), await aMember('Omar')];
  community = await aCommunity(keeper);
  await joins(nina, community);
  await joins(omar, community);
});

async function expandAll(): Promise<void> {
  const notices = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of notices) await expandNotice(db, id, recipientsOf, origin());
}

const lettersOf = (kind: string) =>
  db.selectFrom('letters').selectAll().where('kind', '=', kind).orderBy('email').execute();

/** What became of the letters of a kind as they were about to leave: the mails, and why others were not written. */
async function written(kind: string) {
  const letters = await lettersOf(kind);
  const refused = await refusals(
    db,
    letters.map(({ id }) => id),
  );
  const composed = await composeLetters(
    db,
    letters.filter(({ id }) => !refused.has(id)),
  );
  const all = [...composed.values()];
  return {
    refused: [...refused.values()],
    mails: all.flatMap((one) => ('mail' in one ? [one.mail] : [])),
    dropped: all.flatMap((one) => ('drop' in one ? [one.drop] : [])),
  };
}

const to = (...members: Self[]) => members.map(({ email }) => email).sort();
const said = { title: 'La cave change de main', text: 'On garde la date, on change de **cave**.' };
const tell = (by = keeper, title = said.title) => announceToMembers(db, by, community.id, { ...said, title });

describe('an announcement', () => {
  test('goes to the members who want it, not to its author; the letter says why it came and what stops it', async () => {
    await setWishes(db, omar.contactId, [
      { kind: 'announcements', communityId: community.id, wanted: false },
    ]);
    expect(await countReaders(db, keeper, community.id)).toEqual({ byLetter: 1, members: 2 });
    expect(await tell()).toMatchObject({ ok: true });
    await expandAll();
    const { mails } = await written('community-announcement');
    expect(mails.map((mail) => mail.to.address)).toEqual(to(nina));
    const [mail] = mails;
    expect(mail?.subject).toBe(`La cave change de main (#${community.tag})`);
    expect(mail?.fromName).toBe('Zoé Perchet');
    expect(mail?.html).toContain('<strong>cave</strong>');
    expect(mail?.text).toContain('parce que vous êtes membre');
    expect(mail?.text).toContain('/settings/letters');
    expect(mail?.unsubscribeUrl).toMatch(/\/unsubscribe\/[\w-]{43}$/);
    const { acts } = await listActs(db, community.id);
    expect(acts[0]).toMatchObject({ kind: 'announcement-written', actor: keeper.handle });
  });

  test('is not written to who stopped them, left, or was suspended after it was sent', async () => {
    await tell();
    await expandAll();
    expect((await lettersOf('community-announcement')).map(({ email }) => email)).toEqual(to(nina, omar));
    await leaveCommunity(db, nina, community.id);
    await unsubscribeContact(db, omar.contactId);
    expect(await written('community-announcement')).toEqual({
      mails: [],
      refused: ['unsubscribed'],
      dropped: ['they are not in the community any more'],
    });
  });

  test('is for the community’s people alone: a stranger, a member without a hat and another’s keeper write none', async () => {
    const other = await aMember();
    await aCommunity(other);
    for (const one of [other, nina]) expect(await tell(one)).toMatchObject({ ok: false, reason: 'notYours' });
    await setRoles(db, keeper, community.id, { handle: nina.handle, roles: ['organizer'] });
    expect(await tell(nina)).toMatchObject({ ok: true });
    expect(await noticesOf('community-announced')).toContainEqual(
      expect.objectContaining({ community: community.id }),
    );
  });

  test('names no author who is on their way out since: the community speaks', async () => {
    await tell();
    await expandAll();
    await db
      .updateTable('members')
      .set({ leaving_at: new Date(), leaving_words: 'keep' })
      .where('id', '=', keeper.id)
      .execute();
    const { mails } = await written('community-announcement');
    expect(mails.map((mail) => mail.fromName)).toEqual([`#${community.tag}`, `#${community.tag}`]);
    for (const mail of mails) expect(`${mail.subject} ${mail.text} ${mail.html}`).not.toContain('Perchet');
  });

  test('sent twice is one, at once or late; another’s, changed, or taken back in between it is another', async () => {
    const sent = async () =>
      (await noticesOf('community-announced')).filter((notice) => notice.community === community.id).length;
    const [first, again] = await Promise.all([tell(), tell()]);
    expect(first).toEqual({ ok: true, id: expect.any(String) });
    expect(again).toEqual(first);
    expect(await tell()).toEqual(first);
    expect(await sent()).toBe(1);
    await setRoles(db, keeper, community.id, { handle: nina.handle, roles: ['organizer'] });
    const ninas = await tell(nina);
    expect(ninas).not.toEqual(first);
    if (!first.ok) throw new Error(first.reason);
    await removeAnnouncement(db, keeper, community.id, first.id);
    expect(await tell()).not.toEqual(first);
    expect(await sent()).toBe(3);
  });

  test('has its measure: three a day', async () => {
    for (let n = 0; n < 3; n += 1) expect((await tell(keeper, `Encore ${n}`)).ok).toBe(true);
    expect(await tell()).toMatchObject({ ok: false, reason: 'announcedEnough' });
    await db
      .updateTable('community_announcements')
      .set({ created_at: sql`created_at - interval '25 hours'` })
      .where('community_id', '=', community.id)
      .execute();
    expect((await tell()).ok).toBe(true);
  });

  test('taken back, it is nowhere, and letters that have not left are not written', async () => {
    const told = await tell();
    if (!told.ok) throw new Error(told.reason);
    await expandAll();
    expect(await listFreshFor(db, nina)).toMatchObject([{ title: said.title }]);
    expect(await removeAnnouncement(db, nina, community.id, told.id)).toMatchObject({ ok: false });
    expect(await removeAnnouncement(db, keeper, community.id, told.id)).toEqual({ ok: true });
    expect((await written('community-announcement')).dropped).toEqual([
      'the announcement was taken back',
      'the announcement was taken back',
    ]);
    expect((await listAnnouncements(db, community.id)).announcements).toEqual([]);
    expect(await listFreshFor(db, nina)).toEqual([]);
  });

  test('names its author as everybody may', async () => {
    await db.updateTable('members').set({ name_seen_by: 'nobody' }).where('id', '=', keeper.id).execute();
    await tell();
    await expandAll();
    const { mails } = await written('community-announcement');
    expect(mails[0]?.fromName).toBe(keeper.handle);
    expect(JSON.stringify(mails)).not.toContain('Zoé Perchet');
  });

  test('of five thousand members becomes as many letters at once, each once', async () => {
    await sql`
      with people as (
        insert into contacts (email, verified_at)
        select 'crowd' || n || '@example.org', now() from generate_series(1, 5000) n returning id, email
      ), born as (
        insert into members (contact_id, handle, name, password_hash)
        select id, 'c_' || split_part(split_part(email, '@', 1), 'crowd', 2), 'Foule', 'none' from people returning id
      )
      insert into memberships (community_id, member_id) select ${community.id}, id from born
    `.execute(db);
    await tell();
    const { id } = await db
      .selectFrom('notices')
      .select('id')
      .where('expanded_at', 'is', null)
      .executeTakeFirstOrThrow();
    expect(await expandNotice(db, id, recipientsOf, origin())).toBe(5_002);
    expect(await expandNotice(db, id, recipientsOf, origin())).toBe(0);
    expect(await lettersOf('community-announcement')).toHaveLength(5_002);
  });
});

describe('an evening that is called', () => {
  const follow = (member: Self) =>
    db.insertInto('follows').values({ community_id: community.id, member_id: member.id }).execute();

  test('is told once to members and followers who want it; not to its hosts, nor who knows of it already', async () => {
    const fan = await aMember('Fanny');
    await follow(fan);
    const form = eventForm(community, { title: 'Le bal des livres' });
    const made = await createEvent(db, keeper, form);
    if (!made.ok || !('id' in made)) throw new Error('no event');
    await publishEvent(db, keeper, made.id);
    await publishEvent(db, keeper, made.id);
    const told = (await noticesOf('event-called')).filter(({ event }) => event === made.id);
    expect(told).toHaveLength(1);
    await answerEvent(db, { eventId: made.id, contactId: omar.contactId, answer: 'going' });
    await expandAll();
    const { mails } = await written('evening-called');
    expect(mails.map((mail) => mail.to.address).sort()).toEqual(to(nina, fan));
    const byAddress = new Map(mails.map((mail) => [mail.to.address, mail]));
    expect(byAddress.get(nina.email)?.text).toContain('vous êtes membre');
    expect(byAddress.get(fan.email)?.text).toContain('vous suivez');
    expect(byAddress.get(nina.email)?.subject).toContain('Le bal des livres');
    expect(byAddress.get(nina.email)?.calendar).toBeUndefined();
  });

  test('for its community alone is not told to who follows, one by link to nobody', async () => {
    await follow(await aMember());
    await anEvent(keeper, community, { visibility: 'community' });
    await anEvent(keeper, community, { visibility: 'link' });
    await expandAll();
    expect((await lettersOf('evening-called')).map(({ email }) => email)).toEqual(to(nina, omar));
  });

  test('is not told to who wants no such letters, nor twice to who was invited since', async () => {
    await setWishes(db, omar.contactId, [{ kind: 'evenings', communityId: null, wanted: false }]);
    const event = await anEvent(keeper, community);
    await expandAll();
    expect((await lettersOf('evening-called')).map(({ email }) => email)).toEqual(to(nina));
    await sendInvitations(db, keeper, event.id, {
      people: [{ email: nina.email, name: '' }],
      message: '',
      language: 'fr',
    });
    expect((await written('evening-called')).dropped).toEqual(['they know of it by now']);
  });

  test('and is off before the letter leaves is told to nobody', async () => {
    const event = await anEvent(keeper, community);
    await expandAll();
    await cancelEvent(db, keeper, event.id, 'La cave a pris l’eau.');
    const { mails, dropped } = await written('evening-called');
    expect([mails, dropped]).toEqual([
      [],
      ['the event is off or has begun', 'the event is off or has begun'],
    ]);
  });

  test('by a hidden community names it to its members, and is not told to who followed it', async () => {
    const fan = await aMember();
    await follow(fan);
    await anEvent(keeper, community);
    await expandAll();
    await db
      .updateTable('communities')
      .set({ visibility: 'hidden' })
      .where('id', '=', community.id)
      .execute();
    const { mails } = await written('evening-called');
    expect(mails.map((mail) => mail.to.address).sort()).toEqual(to(nina, omar));
    for (const mail of mails) expect(mail.text).toContain(`#${community.tag}`);
    await anEvent(keeper, community, { hashtag: 'ventdouest' });
    await expandAll();
    const later = (await lettersOf('evening-called')).filter(({ email }) => email === fan.email);
    expect(later).toHaveLength(1);
  });

  test('counts among the unasked letters of a day', async () => {
    for (let n = 0; n < 8; n += 1) await anEvent(keeper, community);
    await expandAll();
    const states = (await lettersOf('evening-called'))
      .filter(({ email }) => email === nina.email)
      .map(({ state, reason }) => reason ?? state);
    expect(states.sort()).toEqual([...Array(2).fill('allowance spent'), ...Array(6).fill('queued')]);
  });
});

test('who has not accepted a new charter neither announces nor calls a meetup until they do', async () => {
  await setRoles(db, keeper, community.id, { handle: nina.handle, roles: ['organizer'] });
  const written = await writeCharter(db, keeper, community.id, 'On s’écoute.');
  if (!written.ok) throw new Error(written.reason);
  const tell = () => announceToMembers(db, nina, community.id, { title: 'Samedi', text: 'Venez.' });
  expect(await tell()).toMatchObject({ ok: false, reason: 'charterFirst' });
  const meetup = await createEvent(db, nina, eventForm(community));
  expect(meetup).toEqual({ ok: false, problems: { community: 'charterFirst' } });
  await acceptCharter(db, nina, community.id, written.version);
  expect(await tell()).toMatchObject({ ok: true });
  expect(await createEvent(db, nina, eventForm(community))).toMatchObject({ ok: true });
});
