import { sql } from 'kysely';
import type { Trx } from '#db/client';
import type { Answer, Row, SeenBy } from '#db/schema';
import { announceTogether } from '../../../notices/announce.server';
import { verifyContact } from '../../members/contacts.server';

/** A first answer to an event, with the seat it gets. */
export interface Arrival {
  /** Among those handled together. */
  place: number;
  contactId: string;
  name?: string;
  answer: Answer;
  seat: 'held' | 'waiting' | null;
  seenBy?: SeenBy;
  addedBy?: string;
  byLink?: boolean;
}

/**
 * Writes first answers, in the order they came, in as many statements for a hundred as for one. The
 * caller holds the event's row.
 * @returns the ids of the new rows, by place
 */
export async function seatArrivals(
  trx: Trx,
  event: Row<'events'>,
  arrivals: Arrival[],
  now: Date,
): Promise<Record<number, string>> {
  if (arrivals.length === 0) return {};
  for (const { byLink, contactId } of arrivals) if (byLink) await verifyContact(trx, contactId);
  const line = arrivals.filter(({ seat }) => seat === 'waiting');
  let number = line.length > 0 ? await drawWaitingNumbers(trx, event.id, line.length) : 0n;
  const numbers = arrivals.map(({ seat }) => (seat === 'waiting' ? String(number++) : null));
  const { rows } = await sql<{ id: string; contact_id: string }>`
    insert into rsvps (event_id, contact_id, name, answer, seat, waiting_no, seen_by, added_by, added, answered_at, created_at)
    select ${event.id}, contact, coalesce(arrival.name, i.name, ''), answer, seat, number, coalesce(seen_by, 'organizers'), added_by, added_by is not null, ${now},
      -- unlike now(), later for each
      clock_timestamp()
    from unnest(
      ${arrivals.map(({ contactId }) => contactId)}::uuid[],
      ${arrivals.map(({ name }) => name ?? null)}::text[],
      ${arrivals.map(({ answer }) => answer)}::text[],
      ${arrivals.map(({ seat }) => seat)}::text[],
      ${numbers}::bigint[],
      ${arrivals.map(({ seenBy }) => seenBy ?? null)}::text[],
      ${arrivals.map(({ addedBy }) => addedBy ?? null)}::uuid[]
    ) as arrival (contact, name, answer, seat, number, seen_by, added_by)
    left join invitations i on i.event_id = ${event.id} and i.contact_id = contact
    returning id, contact_id`.execute(trx);
  const ids = new Map(rows.map((row) => [row.contact_id, row.id]));
  await announceTogether(
    trx,
    arrivals.map(({ contactId, answer, seat }) => ({
      kind: 'rsvp-answered',
      event: event.id,
      rsvp: ids.get(contactId)!,
      answer,
      seat,
      before: null,
    })),
  );
  return Object.fromEntries(arrivals.map(({ place, contactId }) => [place, ids.get(contactId)!]));
}

/** The next numbers of the waiting line; returns the first. */
export async function drawWaitingNumbers(trx: Trx, eventId: string, count: number): Promise<bigint> {
  const { first } = await trx
    .updateTable('events')
    .set({ next_waiting_no: sql`next_waiting_no + ${count}::bigint` })
    .where('id', '=', eventId)
    .returning(sql<string>`next_waiting_no - ${count}::bigint`.as('first'))
    .executeTakeFirstOrThrow();
  return BigInt(first);
}
