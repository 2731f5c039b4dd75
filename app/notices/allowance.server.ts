import { sql } from 'kysely';
import type { Trx } from '#db/client';
import type { LetterKind } from '#emails/props';
import type { Recipient } from './readers.server';

/** The letters an organizer's act causes; the others answer something their reader did, or are news they must have. */
const CAUSED: LetterKind[] = ['invitation', 'announcement', 'event-changed', 'rsvp-answered', 'rsvp-removed'];

/**
 * The most letters a day the organizers of one community may cause to one address: few to who never answered
 * them, and what a lively day takes to who did.
 */
export const ALLOWED = { unasked: 6, answered: 20 };

/**
 * Those of a notice's recipients who have had their day's letters from the organizers of this event's community;
 * as lower-cased addresses. Whatever was pressed (inviting, taking back and inviting again, adding, removing,
 * changing, writing), it counts here.
 */
export async function overAllowance(trx: Trx, recipients: Recipient[]): Promise<Set<string>> {
  const counting = recipients.filter(({ letter }) => CAUSED.includes(letter));
  const event = counting[0]?.about.event;
  if (typeof event !== 'string') return new Set();
  const emails = counting.map(({ email }) => email.toLowerCase());
  const { rows } = await sql<{ email: string }>`
    with had as (
      select lower(l.email) as email, count(*) as letters
      from letters l join events e on e.id = (l.about ->> 'event')::uuid
      where lower(l.email) = any(${emails}) and l.kind = any(${CAUSED}) and l.state <> 'dropped'
        and l.created_at > now() - interval '1 day'
        and e.community_id = (select community_id from events where id = ${event})
      group by 1
      having count(*) >= ${ALLOWED.unasked}
    )
    select email from had
    where letters >= ${ALLOWED.answered} or not exists (
      select from rsvps r join contacts c on c.id = r.contact_id
      where r.event_id = ${event} and lower(c.email) = had.email and r.added_by is null and r.removed_at is null
    )`.execute(trx);
  return new Set(rows.map(({ email }) => email));
}
