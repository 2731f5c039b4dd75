import sharp from 'sharp';
import { recordAct } from '#app/domain/acts/commands.server';
import { banMember, removeMember } from '#app/domain/communities/commands/ban.server';
import { createEvent } from '#app/domain/events/commands/write-event.server';
import { requestExport } from '#app/domain/exports/commands.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { addMedia, takePicture } from '#app/domain/media/commands.server';
import type { MediaKind } from '#app/domain/media/rules';
import { MediaStore } from '#app/domain/media/store.server';
import { findSelf } from '#app/domain/members/queries.server';
import type { Self } from '#app/domain/members/rules';
import { publishPost } from '#app/domain/posts/commands.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { startTopic } from '#app/domain/topics/commands/start-topic.server';
import { inviteToTopic, joinTopic } from '#app/domain/topics/commands/take-part.server';
import { writeMessage } from '#app/domain/topics/commands/write-message.server';
import { db, withTransaction } from '#db/client';
import { aCommunity, aGuest, aMember, anEvent, eventForm, joins } from '#test/support/people';
import { LAST_WORD } from './crawler';

/*
 * An instance with one of every private thing, each with a word in it that is nowhere else. `owner` is the person most
 * of it is of; `member` is in their communities; `blocked` is too, and is blocked by the owner.
 */

export const PEOPLE = [
  'keeper',
  'moderator',
  'owner',
  'member',
  'blocked',
  'outsider',
  'removed',
  'banned',
  'steward',
] as const;
export type Person = (typeof PEOPLE)[number];
export type Who = Person | 'stranger';

/** Whoever is in the public community. */
const MEMBERS: Who[] = ['keeper', 'moderator', 'owner', 'member', 'blocked'];
/** Whoever is in the hidden one. */
const HIDDEN: Who[] = ['keeper', 'owner', 'member', 'blocked'];
const CLOSE: Who[] = ['keeper', 'moderator', 'owner', 'member'];
const AFTER: Who[] = ['keeper', 'moderator'];

/** Each canary, and who may come upon it. */
export const CANARIES = {
  hiddenTag: HIDDEN,
  hiddenText: HIDDEN,
  hiddenAlt: HIDDEN,
  hiddenCharter: HIDDEN,
  hiddenEvening: HIDDEN,
  hiddenPost: HIDDEN,
  hiddenNews: HIDDEN,
  hiddenWitness: HIDDEN,
  hiddenGuest: ['keeper'],
  news: MEMBERS,
  insideEvening: MEMBERS,
  insidePlace: MEMBERS,
  linkEvening: ['keeper'],
  draftEvening: ['keeper'],
  street: ['keeper', 'member'],
  door: ['keeper', 'member'],
  guestName: ['keeper'],
  guestMail: ['keeper'],
  nearName: CLOSE,
  nearBio: CLOSE,
  nearLink: CLOSE,
  ownCity: ['owner'],
  ownInterest: ['owner'],
  ownLink: ['owner'],
  /** Seen by everyone but whom they blocked. */
  openWork: [...CLOSE, 'stranger', 'outsider', 'removed', 'banned', 'steward'],
  ownMail: ['owner', 'keeper'],
  askingWord: [...AFTER, 'outsider'],
  banReason: [...AFTER, 'banned'],
  actDetail: AFTER,
  reportNote: [...AFTER, 'member'],
  draftWitness: ['member'],
  offeredWitness: [...AFTER, 'member'],
  askedMail: AFTER,
  /** Of a topic that stands open to its community. */
  openTopic: MEMBERS,
  /** Said there by the owner: not to whom they blocked, nor to who has not come in. */
  openTalk: ['keeper', 'owner', 'member'],
  innerTopic: ['owner', 'member'],
  innerTalk: ['owner', 'member'],
  /** Said in confidence; one of those invited has not given their promise. */
  confidence: ['owner', 'member'],
  hiddenTopic: HIDDEN,
  fewTalk: ['owner', 'outsider'],
} satisfies Record<string, Who[]>;
export type Canary = keyof typeof CANARIES;

/** The word planted for a canary: lower case, so that it may be a hashtag and an address too. */
export const word = (canary: Canary): string => `zq${canary.toLowerCase()}zq`;

export interface World {
  people: Record<Person, Self>;
  /** What addresses name, by the parameter of the route that names it. */
  names: Record<string, string[]>;
  /** Pictures, and who may see them. */
  pictures: { id: string; of: Canary }[];
  hidden: { id: string; tag: string };
  open: { id: string; tag: string };
}

async function picture(store: MediaStore, kind: MediaKind): Promise<Parameters<typeof addMedia>[2]> {
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#963' } })
    .png()
    .toBuffer();
  const taken = await takePicture(store, kind, bytes);
  if (!taken.ok) throw new Error(taken.reason);
  return taken.picture;
}

const rolesOf = (communityId: string, member: Self, ...roles: ('keeper' | 'organizer' | 'moderator')[]) =>
  db
    .updateTable('memberships')
    .set({ roles })
    .where('community_id', '=', communityId)
    .where('member_id', '=', member.id)
    .execute();

/** @param mediaDir where the instance keeps its pictures */
export async function makeWorld(mediaDir: string): Promise<World> {
  const store = new MediaStore(mediaDir);
  const made = await Promise.all(
    PEOPLE.map(
      async (name) => [name, await aMember(name === 'owner' ? word('nearName') : `Zoé ${name}`)] as const,
    ),
  );
  const people = Object.fromEntries(made) as Record<Person, Self>;
  const { keeper, moderator, owner, member, blocked, outsider, removed, banned, steward } = people;
  await db.updateTable('members').set({ steward: true }).where('id', '=', steward.id).execute();

  const open = await aCommunity(keeper, 'Ouverte');
  const hidden = await aCommunity(keeper, word('hiddenTag'));
  await aCommunity(outsider, 'Ailleurs');
  for (const one of [moderator, owner, member, blocked, removed, banned]) await joins(one, open);
  for (const one of [owner, member, blocked, removed, banned]) await joins(one, hidden);
  await rolesOf(open.id, moderator, 'moderator');
  await rolesOf(open.id, keeper, 'keeper', 'organizer', 'moderator');

  const pictures = await profileOf(owner, store);
  pictures.push(...(await hide(hidden, keeper, store)));
  const evenings = await gather(people, open, hidden);
  const words = await talk(people, open, hidden);
  const topics = await confer(people, open, hidden);
  const kept = await lookAfter(people, open, hidden);

  await db
    .insertInto('blocks')
    .values({ member_id: owner.id, other_id: blocked.id, kind: 'blocked' })
    .execute();
  for (const { id } of [open, hidden]) {
    const parted = [
      await removeMember(db, keeper, id, { handle: removed.handle, reason: '' }),
      await banMember(db, keeper, id, { handle: banned.handle, reason: word('banReason') }),
    ];
    if (parted.some(({ ok }) => !ok)) throw new Error(`not parted: ${JSON.stringify(parted)}`);
  }
  // Nobody is known by what they were before all this.
  for (const name of PEOPLE) people[name] = (await findSelf(db, people[name].id)) ?? people[name];
  return {
    people,
    hidden,
    open,
    pictures,
    names: {
      community: [open.tag, hidden.tag, 'ailleurs'],
      event: evenings,
      hashtag: [open.tag, hidden.tag],
      at: PEOPLE.map((name) => `@${people[name].handle}`),
      media: pictures.map(({ id }) => id),
      topic: topics,
      ...words,
      ...kept,
    },
  };
}

async function profileOf(owner: Self, store: MediaStore): Promise<World['pictures']> {
  const portrait = await picture(store, 'portrait');
  await withTransaction(db, async (trx) => {
    await addMedia(trx, owner.id, portrait);
    await trx
      .updateTable('members')
      .set({
        name_seen_by: 'communities',
        portrait_id: portrait.id,
        portrait_seen_by: 'communities',
        bio: word('nearBio'),
        bio_seen_by: 'communities',
        city: word('ownCity'),
        city_seen_by: 'nobody',
        occupation: word('openWork'),
        occupation_seen_by: 'everyone',
        interests: [word('ownInterest')],
        interests_seen_by: 'nobody',
      })
      .where('id', '=', owner.id)
      .execute();
    await trx
      .updateTable('contacts')
      .set({ email: `${word('ownMail')}@example.org` })
      .where('id', '=', owner.contactId)
      .execute();
    await trx
      .insertInto('profile_links')
      .values([
        {
          member_id: owner.id,
          position: 0,
          kind: 'site',
          url: `https://${word('nearLink')}.example`,
          seen_by: 'communities',
        },
        {
          member_id: owner.id,
          position: 1,
          kind: 'site',
          url: `https://${word('ownLink')}.example`,
          seen_by: 'nobody',
        },
      ])
      .execute();
    await trx
      .updateTable('memberships')
      .set({ in_directory: true })
      .where('member_id', '=', owner.id)
      .execute();
  });
  return [{ id: portrait.id, of: 'nearBio' }];
}

async function hide(hidden: World['hidden'], keeper: Self, store: MediaStore): Promise<World['pictures']> {
  const face = await picture(store, 'community');
  await withTransaction(db, async (trx) => {
    await addMedia(trx, keeper.id, face);
    await trx
      .updateTable('communities')
      .set({
        visibility: 'hidden',
        admission: 'invitation',
        description: word('hiddenText'),
        picture_id: face.id,
        picture_alt: word('hiddenAlt'),
        link_version: 1,
      })
      .where('id', '=', hidden.id)
      .execute();
    await trx
      .insertInto('charters')
      .values({ community_id: hidden.id, version: 1, text: word('hiddenCharter'), written_by: keeper.id })
      .execute();
    await trx
      .updateTable('memberships')
      .set({ charter_version: 1, charter_accepted_at: new Date() })
      .where('community_id', '=', hidden.id)
      .execute();
  });
  return [{ id: face.id, of: 'hiddenText' }];
}

/** The evenings: what of them is in addresses. One by link is in none but its organizers'. */
async function gather(
  { keeper, member, owner, removed, banned }: World['people'],
  open: World['open'],
  hidden: World['hidden'],
): Promise<string[]> {
  const among = {
    addressVisibility: 'going',
    address: word('street'),
    onlineUrl: `https://${word('door')}.example`,
  } as const;
  const shown = await anEvent(keeper, open, among);
  const inside = await anEvent(keeper, open, {
    visibility: 'community',
    title: word('insideEvening'),
    place: word('insidePlace'),
  });
  const secret = await anEvent(keeper, hidden, {
    visibility: 'community',
    title: word('hiddenEvening'),
    hashtag: hidden.tag,
  });
  await anEvent(keeper, open, { visibility: 'link', title: word('linkEvening') });
  const draft = await createEvent(db, keeper, eventForm(open, { title: word('draftEvening') }));
  if (!draft.ok) throw new Error('no draft');
  const going = (eventId: string, { contactId }: { contactId: string }, seenBy: 'everyone' | 'organizers') =>
    answerEvent(db, { eventId, contactId, answer: 'going', seenBy });
  await going(shown.id, member, 'everyone');
  await answerEvent(db, {
    eventId: shown.id,
    contactId: owner.contactId,
    answer: 'maybe',
    seenBy: 'everyone',
  });
  for (const one of [removed, banned]) {
    await going(inside.id, one, 'everyone');
    await going(secret.id, one, 'everyone');
  }
  const guest = await aGuest();
  await db
    .updateTable('contacts')
    .set({ email: `${word('guestMail')}@example.org` })
    .where('id', '=', guest.id)
    .execute();
  await answerEvent(db, {
    eventId: shown.id,
    contactId: guest.id,
    name: word('guestName'),
    answer: 'going',
    seenBy: 'organizers',
  });
  const asked = [{ email: `${word('hiddenGuest')}@example.org`, name: '' }];
  await sendInvitations(db, keeper, secret.id, { people: asked, message: '', language: 'fr' });
  return [shown.slug, inside.slug, secret.slug, draft.slug];
}

/** What is said and written, under a hashtag and in the communities. */
async function talk(
  { keeper, member, owner }: World['people'],
  open: World['open'],
  hidden: World['hidden'],
): Promise<Record<string, string[]>> {
  await publishPost(db, owner, open.tag, { text: 'Bonsoir la table.' });
  await publishPost(db, member, open.tag, { text: `Sous deux mots : ${word('hiddenPost')} #${hidden.tag}` });
  await publishPost(db, member, hidden.tag, { text: `Entre nous : ${word('hiddenPost')}` });
  for (const { tag } of [open, hidden]) await publishPost(db, keeper, tag, { text: LAST_WORD });

  const announcements = await db
    .insertInto('community_announcements')
    .values([
      { community_id: open.id, author_id: keeper.id, title: word('news'), text: word('news') },
      { community_id: hidden.id, author_id: keeper.id, title: word('hiddenNews'), text: word('hiddenNews') },
    ])
    .returning('id')
    .execute();
  const now = new Date();
  const testimonials = await db
    .insertInto('testimonials')
    .values([
      {
        community_id: hidden.id,
        author_id: member.id,
        title: word('hiddenWitness'),
        text: 'Un soir.',
        state: 'published',
        offered_at: now,
        published_at: now,
      },
      {
        community_id: open.id,
        author_id: member.id,
        title: word('draftWitness'),
        text: 'Un soir.',
        state: 'draft',
      },
      {
        community_id: open.id,
        author_id: member.id,
        title: word('offeredWitness'),
        text: 'Un soir.',
        state: 'offered',
        offered_at: now,
      },
    ])
    .returning('id')
    .execute();
  return {
    announcement: announcements.map(({ id }) => id),
    testimonial: testimonials.map(({ id }) => id),
  };
}

/** Topics: one that is open, one by invitation, one in confidence, one of the hidden community, one of two people. */
async function confer(
  { keeper, member, owner, blocked, removed, banned, outsider }: World['people'],
  open: World['open'],
  hidden: World['hidden'],
): Promise<string[]> {
  const start = async (
    title: string,
    of: { id: string } | null,
    more: { admission?: 'open' | 'invitation'; confidential?: boolean } = {},
  ) => {
    const form = { purpose: '', admission: 'open', confidential: false, days: null, ...more } as const;
    const made = await startTopic(db, owner, of?.id ?? null, { ...form, title });
    if (!made.ok) throw new Error(made.reason);
    return made.id;
  };
  const comeIn = async (topic: string, ...who: Self[]) => {
    for (const one of who) {
      await inviteToTopic(db, owner, topic, one.handle);
      await joinTopic(db, one, topic, { promises: true });
    }
  };
  const say = async (topic: string, text: string) => {
    for (const words of [text, LAST_WORD]) await writeMessage(db, owner, topic, { text: words });
  };
  const shown = await start(word('openTopic'), open);
  await comeIn(shown, keeper, member, blocked, removed, banned);
  await say(shown, word('openTalk'));
  const inner = await start(word('innerTopic'), open, { admission: 'invitation' });
  await comeIn(inner, member, removed, banned);
  await say(inner, word('innerTalk'));
  const confident = await start('En confidence', open, { admission: 'invitation', confidential: true });
  await comeIn(confident, member, removed);
  await inviteToTopic(db, owner, confident, keeper.handle);
  await say(confident, word('confidence'));
  const secret = await start(word('hiddenTopic'), hidden);
  await say(secret, word('hiddenTopic'));
  // They were in a community together once.
  const few = await start('Entre nous', null);
  await db.insertInto('topic_members').values({ topic_id: few, member_id: outsider.id }).execute();
  await say(few, word('fewTalk'));
  return [shown, inner, confident, secret, few];
}

/** What those who look after a community know. */
async function lookAfter(
  { keeper, member, owner, outsider }: World['people'],
  open: World['open'],
  hidden: World['hidden'],
): Promise<Record<string, string[]>> {
  await db.updateTable('communities').set({ admission: 'approval' }).where('id', '=', open.id).execute();
  await db
    .insertInto('join_requests')
    .values({ community_id: open.id, member_id: outsider.id, message: word('askingWord') })
    .execute();
  await withTransaction(db, (trx) =>
    recordAct(trx, {
      kind: 'member-removed',
      communityId: open.id,
      actorId: keeper.id,
      subjectId: member.id,
      details: { reason: word('actDetail') },
    }),
  );
  const reports = await db
    .insertInto('reports')
    .values({
      reporter_id: member.id,
      about: 'member',
      object: owner.id,
      subject_id: owner.id,
      community_id: open.id,
      quoted: JSON.stringify({ text: 'Bonsoir la table.' }),
      reason: 'unkind',
      note: word('reportNote'),
    })
    .returning('id')
    .execute();
  const requested = await requestExport(db, owner, { language: 'fr' });
  if (!requested.ok) throw new Error('no export');
  const exports = await db.selectFrom('exports').select('id').execute();
  const { id } = await aGuest();
  await db
    .updateTable('contacts')
    .set({ email: `${word('askedMail')}@example.org` })
    .where('id', '=', id)
    .execute();
  for (const community of [open, hidden]) {
    await db
      .insertInto('community_invitations')
      .values({
        community_id: community.id,
        contact_id: id,
        invited_by: keeper.id,
        language: 'fr',
      })
      .execute();
  }
  return { report: reports.map(({ id }) => id), export: exports.map(({ id }) => id) };
}
