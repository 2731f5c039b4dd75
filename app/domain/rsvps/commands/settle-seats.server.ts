import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import type { Row } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import { lockEvent } from '../../events/lock.server';
import { passOn } from '../rules';

/** Seats of an event as they count now. */
export interface SeatCount {
  /** Held, and offered ones that have not lapsed. */
  taken: number;
  waiting: number;
}

function countSeats(trx: Trx, eventId: string, now: Date): Promise<SeatCount & { lapsed: boolean }> {
  return trx
    .selectFrom('rsvps')
    .select([
      sql<number>`(count(*) filter (where seat in ('held', 'offered')))::int`.as('taken'),
      sql<number>`(count(*) filter (where seat = 'waiting'))::int`.as('waiting'),
      sql<boolean>`coalesce(bool_or(seat = 'offered' and offered_until <= ${now}), false)`.as('lapsed'),
    ])
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow();
}

/**
 * Lets offers that ran out lapse and passes free seats to the next in line, telling each. The caller
 * holds the event's row (`lockEvent`): an answer, an organizer's act, a larger capacity and the clock all
 * come through here, so that there is one order of arrival.
 */
export async function settleSeats(trx: Trx, event: Row<'events'>, now = new Date()): Promise<SeatCount> {
  let count = await countSeats(trx, event.id, now);
  if (count.lapsed) {
    await lapseOffers(trx, event.id, now);
    count = await countSeats(trx, event.id, now);
  }
  const way = passOn(event, now);
  const free =
    event.capacity === null ? count.waiting : Math.min(event.capacity - count.taken, count.waiting);
  if (!way || free <= 0) return count;
  const next = await trx
    .selectFrom('rsvps')
    .select('id')
    .where('event_id', '=', event.id)
    .where('seat', '=', 'waiting')
    .orderBy('waiting_no')
    .limit(free)
    .execute();
  for (const { id } of next) {
    const until = way.seat === 'offered' ? way.until : null;
    await trx
      .updateTable('rsvps')
      .set({ seat: way.seat, waiting_no: null, offered_until: until })
      .where('id', '=', id)
      .execute();
    if (until)
      await announce(trx, { kind: 'seat-offered', event: event.id, rsvp: id, until: until.toISOString() });
    else await announce(trx, { kind: 'seat-given', event: event.id, rsvp: id });
  }
  return { taken: count.taken + next.length, waiting: count.waiting - next.length };
}

/** Who let an offer run out did not say no: they become a "maybe", and lose nothing but the seat. */
async function lapseOffers(trx: Trx, eventId: string, now: Date): Promise<void> {
  const lapsed = await trx
    .updateTable('rsvps')
    .set({ answer: 'maybe', seat: null, offered_until: null })
    .where('event_id', '=', eventId)
    .where('seat', '=', 'offered')
    .where('offered_until', '<=', now)
    .returning('id')
    .execute();
  for (const { id } of lapsed) await announce(trx, { kind: 'offer-lapsed', event: eventId, rsvp: id });
}

/** What the clock does: settles every event where an offer has run out. */
export async function settleLapsedOffers(db: Db): Promise<void> {
  const events = await db
    .selectFrom('rsvps')
    .select('event_id')
    .distinct()
    .where('seat', '=', 'offered')
    .where('offered_until', '<=', new Date())
    .execute();
  for (const { event_id } of events) {
    await withTransaction(db, async (trx) => {
      const event = await lockEvent(trx, event_id);
      if (event) await settleSeats(trx, event);
    });
  }
}
