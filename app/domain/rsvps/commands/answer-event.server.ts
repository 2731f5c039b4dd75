import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import type { Answer, Row, Seat, SeenBy } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import { lockEvent } from '../../events/lock.server';
import { verifyContact } from '../../members/contacts.server';
import { type Refusal, refuse } from '../../rules';
import { type AnswerRefusal, type By, seatFor, whyNotAnswer } from '../rules';
import { settleSeats } from './settle-seats.server';

export interface Answering {
  eventId: string;
  contactId: string;
  answer: Answer;
  /** Left as it was (at first: organizers only) where not said. */
  seenBy?: SeenBy;
  by?: By;
  /** The organizer who adds somebody by hand. */
  addedBy?: string;
  /** Answered through a link mailed to the contact's address, which proves it. */
  byLink?: boolean;
}

export type Answered =
  | { ok: true; rsvpId: string; answer: Answer; seat: Seat | null }
  | Refusal<AnswerRefusal>;

/**
 * Takes one person's answer to an event: the one way in for members, guests, invitations and what
 * organizers write by hand. Counting happens under the event's row lock, so capacity holds under any
 * rush, and a seat given back goes to the next in line in the same transaction.
 */
export function answerEvent(db: Db | Trx, answering: Answering): Promise<Answered> {
  return withTransaction(db, async (trx) => {
    const { eventId, contactId, answer, seenBy, by = 'person', addedBy, byLink } = answering;
    const event = await lockEvent(trx, eventId);
    if (!event) return refuse('notPublished');
    const now = new Date();
    // Offers that ran out go first: what they free may be somebody's before this answer is.
    const { taken, waiting } = await settleSeats(trx, event, now);
    const current = await trx
      .selectFrom('rsvps')
      .selectAll()
      .where('event_id', '=', eventId)
      .where('contact_id', '=', contactId)
      .executeTakeFirst();
    const reason = whyNotAnswer(event, current && stateOf(current), answer, by, now);
    if (reason) return refuse(reason);
    if (byLink) await verifyContact(trx, contactId);

    const seat = answer === 'going' ? seatFor(event, current?.seat ?? null, taken, waiting) : null;
    const rsvp = await write(trx, event, current, { contactId, answer, seat, seenBy, addedBy, now });
    const changed = current?.answer !== answer || current.seat !== seat;
    if (changed) {
      await announce(trx, {
        kind: 'rsvp-answered',
        event: eventId,
        rsvp: rsvp.id,
        answer,
        seat,
        before: current?.seat ?? null,
      });
      if (current?.seat != null && seat === null) await settleSeats(trx, event, now);
    }
    return { ok: true, rsvpId: rsvp.id, answer, seat };
  });
}

const stateOf = (rsvp: Row<'rsvps'>) => ({ seat: rsvp.seat, removed: rsvp.removed_at !== null });

interface Writing {
  contactId: string;
  answer: Answer;
  seat: Seat | null;
  seenBy?: SeenBy;
  addedBy?: string;
  now: Date;
}

async function write(
  trx: Trx,
  event: Row<'events'>,
  current: Row<'rsvps'> | undefined,
  { contactId, answer, seat, seenBy, addedBy, now }: Writing,
): Promise<{ id: string }> {
  const waiting_no =
    seat === 'waiting' ? (current?.waiting_no ?? (await drawWaitingNumber(trx, event.id))) : null;
  const columns = {
    answer,
    seat,
    waiting_no,
    offered_until: null,
    removed_at: null,
    answered_at: now,
    ...(seenBy && { seen_by: seenBy }),
    ...(addedBy && { added_by: addedBy }),
  };
  return trx
    .insertInto('rsvps')
    .values({ event_id: event.id, contact_id: contactId, ...columns })
    .onConflict((on) => on.columns(['event_id', 'contact_id']).doUpdateSet(columns))
    .returning('id')
    .executeTakeFirstOrThrow();
}

async function drawWaitingNumber(trx: Trx, eventId: string): Promise<string> {
  const { number } = await trx
    .updateTable('events')
    .set({ next_waiting_no: sql`next_waiting_no + 1` })
    .where('id', '=', eventId)
    .returning(sql<string>`next_waiting_no - 1`.as('number'))
    .executeTakeFirstOrThrow();
  return number;
}

/** Who sees that this person goes; their own choice, at any time. */
export async function chooseSeenBy(db: Db, rsvpId: string, contactId: string, seenBy: SeenBy): Promise<void> {
  await db
    .updateTable('rsvps')
    .set({ seen_by: seenBy })
    .where('id', '=', rsvpId)
    .where('contact_id', '=', contactId)
    .execute();
}
