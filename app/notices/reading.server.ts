import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Row } from '#db/schema';
import type { Address } from '#emails/mail';
import type { LetterKind, LetterProps } from '#emails/props';
import { isLoopback, origin, stewardsAddress } from '../config.server';
import { linkToken } from '../domain/members/links.server';
import type { Language } from '../domain/rules';
import { type EventRead, readEvents } from './event-facts.server';

type Letter = Row<'letters'>;

/** A community as its letters need it. */
export interface CommunityRead {
  id: string;
  tag: string;
  display: string;
  hidden: boolean;
}

/** What letters of one batch are written from, read together. */
export interface Reading {
  db: Db;
  /** With their name where they are a member; others are named by their answer or invitation. */
  contactOf(letter: Letter): (Row<'contacts'> & { name: string | null; leavingAt: Date | null }) | undefined;
  eventOf(letter: Letter): EventRead | undefined;
  /** The reader's invitation to the letter's event, whatever the letter is about. */
  invitationOf(letter: Letter): Row<'invitations'> | undefined;
  rsvpOf(letter: Letter): Row<'rsvps'> | undefined;
  /** Whether the letter's reader is of the community of its event; asked only where that is hidden. */
  isInsider(letter: Letter): boolean;
  /** The community a letter is about by itself. */
  communityOf(letter: Letter): CommunityRead | undefined;
  /** What the letter's reader is in that community now; undefined for who is neither, suspended or leaving. */
  standingIn(letter: Letter): 'member' | 'follower' | undefined;
}

/** What a letter says, and in which language where its reader never chose one; or why it need not be sent. */
export type Written =
  | {
      [Kind in LetterKind]: { kind: Kind; props: LetterProps[Kind]; language?: Language; replyTo?: Address };
    }[LetterKind]
  | { drop: string };

/** Where an answer reaches the stewards; undefined where the instance was given no address that anybody reads. */
export function stewardsEnd(): Address | undefined {
  const address = stewardsAddress();
  return isLoopback(address.slice(address.lastIndexOf('@') + 1)) ? undefined : { name: '', address };
}

/** An id of what a letter is about. */
export function idIn(letter: Letter, key: string): string | undefined {
  const id = letter.about[key];
  return typeof id === 'string' ? id : undefined;
}

export async function read(db: Db, letters: Letter[]): Promise<Reading> {
  const events = [
    ...new Set(letters.map((letter) => idIn(letter, 'event')).filter((id) => id !== undefined)),
  ];
  const contacts = [...new Set(letters.map((letter) => letter.contact_id).filter((id) => id !== null))];
  const [contactRows, eventReads, invitations, rsvps] = await Promise.all([
    byId(contacts.length > 0 ? await contactsIn(db, contacts) : []),
    readEvents(db, events),
    pairs(events, contacts) ? invitationsIn(db, events, contacts) : [],
    pairs(events, contacts) ? rsvpsIn(db, events, contacts) : [],
  ]);
  const invited = byPair(invitations);
  const answered = byPair(rsvps);
  const insiders = await insidersOf(db, eventReads, contacts);
  const communities = await communitiesOf(db, letters);
  const standings = await standingsIn(db, [...communities.keys()], contacts);
  const inCommunity = (letter: Letter) => `${idIn(letter, 'community')} ${letter.contact_id}`;
  const pairOf = (letter: Letter) => `${idIn(letter, 'event')} ${letter.contact_id}`;
  return {
    db,
    contactOf: (letter) => contactRows.get(letter.contact_id ?? ''),
    eventOf: (letter) => eventReads.get(idIn(letter, 'event') ?? ''),
    invitationOf: (letter) => invited.get(pairOf(letter)),
    rsvpOf: (letter) => answered.get(pairOf(letter)),
    isInsider: (letter) => insiders.has(pairOf(letter)),
    communityOf: (letter) => communities.get(idIn(letter, 'community') ?? ''),
    standingIn: (letter) => standings.get(inCommunity(letter)),
  };
}

const pairs = (events: string[], contacts: string[]) => events.length > 0 && contacts.length > 0;
const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]));
const byPair = <T extends { event_id: string; contact_id: string }>(rows: T[]) =>
  new Map(rows.map((row) => [`${row.event_id} ${row.contact_id}`, row]));

const contactsIn = (db: Db, ids: string[]) =>
  db
    .selectFrom('contacts')
    .leftJoin('members', 'members.contact_id', 'contacts.id')
    .selectAll('contacts')
    .select(['members.name', 'members.leaving_at as leavingAt'])
    .where(sql<boolean>`contacts.id = any(${ids}::uuid[])`)
    .execute();

const invitationsIn = (db: Db, events: string[], contacts: string[]) =>
  db
    .selectFrom('invitations')
    .selectAll()
    .where(sql<boolean>`event_id = any(${events}::uuid[])`)
    .where(sql<boolean>`contact_id = any(${contacts}::uuid[])`)
    .execute();

const rsvpsIn = (db: Db, events: string[], contacts: string[]) =>
  db
    .selectFrom('rsvps')
    .selectAll()
    .where(sql<boolean>`event_id = any(${events}::uuid[])`)
    .where(sql<boolean>`contact_id = any(${contacts}::uuid[])`)
    .execute();

/** The pairs of events and contacts where the contact may know the hidden community that calls the event. */
async function insidersOf(db: Db, reads: Map<string, EventRead>, contacts: string[]): Promise<Set<string>> {
  const hidden = [...reads.values()].filter((event) => event.communityHidden).map(({ row }) => row.id);
  if (!pairs(hidden, contacts)) return new Set();
  const rows = await db
    .selectFrom('events')
    .innerJoin('memberships', 'memberships.community_id', 'events.community_id')
    .innerJoin('members', 'members.id', 'memberships.member_id')
    .select(['events.id', 'members.contact_id'])
    .where(sql<boolean>`events.id = any(${hidden}::uuid[])`)
    .where(sql<boolean>`members.contact_id = any(${contacts}::uuid[])`)
    .execute();
  return new Set(rows.map(({ id, contact_id }) => `${id} ${contact_id}`));
}

async function communitiesOf(db: Db, letters: Letter[]): Promise<Map<string, CommunityRead>> {
  const ids = [
    ...new Set(letters.map((letter) => idIn(letter, 'community')).filter((id) => id !== undefined)),
  ];
  if (ids.length === 0) return new Map();
  return byId(
    await db
      .selectFrom('communities as c')
      .innerJoin('hashtags as h', 'h.tag', 'c.hashtag')
      .select(['c.id', 'c.hashtag as tag', 'h.display', sql<boolean>`c.visibility = 'hidden'`.as('hidden')])
      .where(sql<boolean>`c.id = any(${ids}::uuid[])`)
      .execute(),
  );
}

/** What contacts are in communities, by the pair; a membership goes before a follow. */
async function standingsIn(db: Db, communities: string[], contacts: string[]) {
  const standings = new Map<string, 'member' | 'follower'>();
  if (!pairs(communities, contacts)) return standings;
  const { rows } = await sql<{ community: string; contact: string; member: boolean }>`
    select who.community_id as community, m.contact_id as contact, bool_or(who.member) as member
    from (
      select community_id, member_id, true as member from memberships
      where community_id = any(${communities}::uuid[])
      union all
      select f.community_id, f.member_id, false from follows f
      where f.community_id = any(${communities}::uuid[])
        and not exists (select from bans b where b.community_id = f.community_id and b.member_id = f.member_id)
    ) who join members m on m.id = who.member_id
    where m.contact_id = any(${contacts}::uuid[]) and m.suspended_at is null and m.leaving_at is null
    group by 1, 2
  `.execute(db);
  for (const { community, contact, member } of rows) {
    standings.set(`${community} ${contact}`, member ? 'member' : 'follower');
  }
  return standings;
}

/** The address of a page, as letters carry it. */
export const link = (path: string): string => `${origin()}${path}`;

/** The page where an invitation is answered, without account. */
export const invitationLink = async (db: Db, invitation: { id: string; version: number }) =>
  link(`/i/${await linkToken(db, 'invitation', invitation)}`);

/** The page where an answer is seen and changed, without account. */
export const rsvpLink = async (db: Db, rsvp: { id: string; version: number }) =>
  link(`/rsvp/${await linkToken(db, 'rsvp', rsvp)}`);

/** Where one POST stops letters of this one's kind from its community (RFC 8058). */
export const stopLink = async (db: Db, { id }: Letter) =>
  link(`/unsubscribe/${await linkToken(db, 'stop', { id, version: 1 })}`);
