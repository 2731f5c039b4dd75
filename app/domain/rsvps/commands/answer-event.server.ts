import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import type { Answer, Row, Seat, SeenBy } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import { lockEvent } from '../../events/lock.server';
import { verifyContact } from '../../members/contacts.server';
import { type Refusal, refuse } from '../../rules';
import { type AnswerRefusal, type By, seatFor, whyNotAnswer } from '../rules';
import { type Arrival, drawWaitingNumbers, seatArrivals } from './arrivals.server';
import { type SeatCount, settleSeats } from './settle-seats.server';
import { Turns } from './turns.server';

export interface Answering {
  eventId: string;
  contactId: string;
  /** Of a guest, or of somebody an organizer adds; left as it was (at first: their invitation's) where not said. */
  name?: string;
  answer: Answer;
  /** Left as it was (at first: organizers only) where not said. */
  seenBy?: SeenBy;
  by?: By;
  /** The organizer who adds somebody by hand; forgotten once they answer themselves. */
  addedBy?: string;
  /** Answered through a link mailed to the contact's address, which proves it. */
  byLink?: boolean;
}

export type Answered =
  | { ok: true; rsvpId: string; answer: Answer; seat: Seat | null }
  | Refusal<AnswerRefusal>;

type Turn = Turns<Answering, Answered>;
const turns = new WeakMap<Db, Turn>();

/**
 * Takes one person's answer to an event: the one way in for members, guests, invitations and what
 * organizers write by hand. Counting happens under the event's row lock, so capacity holds under any
 * rush, and a seat given back goes to the next in line in the same transaction. Those who come while an
 * answer to the same event is being written share the next transaction: each would wait for the disk.
 */
export async function answerEvent(db: Db | Trx, answering: Answering): Promise<Answered> {
  const { eventId } = answering;
  if (!db.isTransaction) return turnsOf(db).ask(eventId, answering);
  const [answered] = await answerInOrder(db as Trx, eventId, [answering]);
  return answered!;
}

function turnsOf(db: Db): Turn {
  let own = turns.get(db);
  if (!own) {
    const together = (eventId: string, answerings: Answering[]) =>
      withTransaction(db, (trx) => answerInOrder(trx, eventId, answerings));
    own = new Turns(together, isAboutData);
    turns.set(db, own);
  }
  return own;
}

/** PostgreSQL's classes 22 and 23: what was to be written is wrong, not the database. */
const isAboutData = (error: unknown) => /^2[23]/.test(String((error as { code?: unknown }).code));

async function answerInOrder(trx: Trx, eventId: string, answerings: Answering[]): Promise<Answered[]> {
  const event = await lockEvent(trx, eventId);
  if (!event) return answerings.map(() => refuse('notPublished'));
  const now = new Date();
  // Offers that ran out go first: what they free may be somebody's before this answer is.
  let seats = await settleSeats(trx, event, now);
  const { known, banned } = await standings(trx, event, answerings);
  const answered: Answered[] = [];
  let arriving: Arrival[] = [];
  const arrive = async () => {
    const rsvps = await seatArrivals(trx, event, arriving, now);
    for (const { place, answer, seat } of arriving) {
      answered[place] = { ok: true, rsvpId: rsvps[place]!, answer, seat };
    }
    arriving = [];
  };
  for (const [place, answering] of answerings.entries()) {
    const { contactId, answer, by = 'person' } = answering;
    if (known.has(contactId)) {
      // What they change may concern those before them.
      await arrive();
      answered[place] = await change(trx, event, answering, banned.has(contactId), seats, now);
      seats = await settleSeats(trx, event, now);
      continue;
    }
    const asking = { answer: null, seat: null, removed: false, banned: banned.has(contactId) };
    const reason = whyNotAnswer(event, asking, answer, by, now);
    if (reason) {
      answered[place] = refuse(reason);
      continue;
    }
    const seat = answer === 'going' ? seatFor(event, null, seats.taken, seats.waiting) : null;
    seats = countIn(seats, seat);
    known.add(contactId);
    arriving.push({ ...answering, place, seat });
  }
  await arrive();
  return answered;
}

const countIn = ({ taken, waiting }: SeatCount, seat: Seat | null): SeatCount => ({
  taken: taken + (seat === 'held' ? 1 : 0),
  waiting: waiting + (seat === 'waiting' ? 1 : 0),
});

/** Of those who answer: who has before, and who is banned from the event's community. */
async function standings(
  trx: Trx,
  event: Row<'events'>,
  answerings: Answering[],
): Promise<{ known: Set<string>; banned: Set<string> }> {
  const { rows } = await sql<{ id: string; known: boolean; banned: boolean }>`
    select contact as id,
      exists (select from rsvps where event_id = ${event.id} and contact_id = contact) as known,
      exists (
        select from bans join members on members.id = bans.member_id
        where bans.community_id = ${event.community_id} and members.contact_id = contact
      ) as banned
    from unnest(${answerings.map(({ contactId }) => contactId)}::uuid[]) contact`.execute(trx);
  const those = (which: 'known' | 'banned') => new Set(rows.filter((row) => row[which]).map(({ id }) => id));
  return { known: those('known'), banned: those('banned') };
}

/** Another answer of somebody who has answered before, or was taken off the list. */
async function change(
  trx: Trx,
  event: Row<'events'>,
  answering: Answering,
  banned: boolean,
  { taken, waiting }: SeatCount,
  now: Date,
): Promise<Answered> {
  const { contactId, name, answer, seenBy, by = 'person', addedBy = null, byLink } = answering;
  const current = await trx
    .selectFrom('rsvps')
    .selectAll()
    .where('event_id', '=', event.id)
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
  const asking = {
    answer: current.answer,
    seat: current.seat,
    removed: current.removed_at !== null,
    banned,
  };
  const reason = whyNotAnswer(event, asking, answer, by, now);
  if (reason) return refuse(reason);
  if (byLink) await verifyContact(trx, contactId);

  const seat = answer === 'going' ? seatFor(event, current.seat, taken, waiting) : null;
  const waiting_no =
    seat === 'waiting' ? (current.waiting_no ?? String(await drawWaitingNumbers(trx, event.id, 1))) : null;
  await trx
    .updateTable('rsvps')
    .set({
      answer,
      seat,
      waiting_no,
      offered_until: null,
      removed_at: null,
      answered_at: now,
      ...(seenBy && { seen_by: seenBy }),
      ...(name && { name }),
      added_by: addedBy,
      added: addedBy !== null,
    })
    .where('id', '=', current.id)
    .execute();
  if (current.answer !== answer || current.seat !== seat) {
    const before = current.seat;
    await announce(trx, { kind: 'rsvp-answered', event: event.id, rsvp: current.id, answer, seat, before });
  }
  return { ok: true, rsvpId: current.id, answer, seat };
}

/** Says no for somebody who answered and can come no more; who did not answer is not made to. */
export async function giveBackSeat(trx: Trx, eventId: string, contactId: string): Promise<void> {
  const answered = await trx
    .selectFrom('rsvps')
    .select('id')
    .where('event_id', '=', eventId)
    .where('contact_id', '=', contactId)
    .where('answer', '!=', 'declined')
    .executeTakeFirst();
  if (answered) await answerEvent(trx, { eventId, contactId, answer: 'declined' });
}

/** Who sees that this person goes; their own choice, at any time. @returns their answer's id, if they have one */
export async function chooseSeenBy(
  db: Db,
  eventId: string,
  contactId: string,
  seenBy: SeenBy,
): Promise<string | undefined> {
  const row = await db
    .updateTable('rsvps')
    .set({ seen_by: seenBy })
    .where('event_id', '=', eventId)
    .where('contact_id', '=', contactId)
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}
