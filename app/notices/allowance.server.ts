import { sql } from 'kysely';
import type { Trx } from '#db/client';
import type { LetterKind } from '#emails/props';
import { NEVER_WRITTEN, OVER_ALLOWANCE } from './catalogue';
import type { Recipient } from './readers.server';

/**
 * The most letters about events one address gets a day: unasked ones (it did not itself answer that event) from the
 * organizers of one community and from all together, and what a lively day of one community takes to who answered.
 */
export const ALLOWED = { unasked: 6, unaskedAnywhere: 12, answered: 20 };

/** What an address had of letters about events; the counts are the last day's. */
interface Had {
  email: string;
  here: number;
  unaskedHere: number;
  unaskedAnywhere: number;
  /** Of this event, today. */
  reminders: number;
  /** Of this event, ever: sent, or about to be. */
  written: boolean;
}

/** One question a notice: not one a letter, since a mailing has thousands. Confirming an address is limited by itself. */
async function lettersHad(trx: Trx, event: string, emails: string[]): Promise<Had[]> {
  const { rows } = await sql<Had>`
    with had as (
      select lower(email) as email, kind, state, (about ->> 'event')::uuid as event_id,
        created_at > now() - interval '1 day' as today
      from letters
      where lower(email) = any(${emails}) and about ? 'event' and kind <> 'confirm-rsvp' and state <> 'dropped'
        and created_at > least(now() - interval '1 day', (select created_at from events where id = ${event}))
    ), judged as (
      select had.*, had.event_id = ${event} as this,
        e.community_id is not distinct from (select community_id from events where id = ${event}) as here,
        not exists (
          select from rsvps r join contacts c on c.id = r.contact_id
          where r.event_id = had.event_id and lower(c.email) = had.email and not r.added
        ) as unasked
      from had left join events e on e.id = had.event_id
    )
    select email,
      (count(*) filter (where today and here))::int as here,
      (count(*) filter (where today and here and unasked))::int as "unaskedHere",
      (count(*) filter (where today and unasked))::int as "unaskedAnywhere",
      (count(*) filter (where today and this and kind = 'event-near'))::int as reminders,
      bool_or(this and state <> 'failed') as written
    from judged group by email`.execute(trx);
  return rows;
}

/** Why a letter about an event is not written to somebody who had these; undefined where it is. */
function whyNot({ letter, answered }: Recipient, had: Had | undefined): string | undefined {
  const tellsOfEvent = letter === 'event-cancelled' || letter === 'event-changed';
  if (tellsOfEvent && !answered && !had?.written) return NEVER_WRITTEN;
  if (!had || letter === 'event-cancelled') return undefined;
  const spent = answered
    ? had.here >= ALLOWED.answered
    : had.unaskedHere >= ALLOWED.unasked || had.unaskedAnywhere >= ALLOWED.unaskedAnywhere;
  return spent || (letter === 'event-near' && had.reminders > 0) ? OVER_ALLOWANCE : undefined;
}

/**
 * Those of a notice's recipients who are not written to, and why; by lower-cased address. Whatever was pressed
 * (inviting, taking back and inviting again, adding, removing, changing, moving, writing), it counts here; a
 * cancellation goes to everybody who answered or was ever written to of the event.
 */
export async function notWrittenTo(trx: Trx, recipients: Recipient[]): Promise<Map<string, string>> {
  const aDay = recipients[0] && A_DAY[recipients[0].letter];
  if (aDay !== undefined) return hadEnough(trx, recipients, aDay);
  if (recipients[0]?.letter === 'community-invitation') return invitedEnough(trx, recipients);
  const limited = recipients.filter(({ letter, about }) => about.event && letter !== 'confirm-rsvp');
  const event = limited[0]?.about.event;
  if (typeof event !== 'string') return new Map();
  const emails = limited.map(({ email }) => email.toLowerCase());
  const had = new Map((await lettersHad(trx, event, emails)).map((row) => [row.email, row]));
  return new Map(
    limited.flatMap((recipient) => {
      const email = recipient.email.toLowerCase();
      const reason = whyNot(recipient, had.get(email));
      return reason ? [[email, reason] as const] : [];
    }),
  );
}

/** The most invitations to communities an address gets a day, from all together; and a month, from one. */
export const INVITED = { aDay: 3, byOneAMonth: 2 };

async function invitedEnough(trx: Trx, recipients: Recipient[]): Promise<Map<string, string>> {
  const emails = recipients.map(({ email }) => email.toLowerCase());
  const { rows } = await sql<{ email: string }>`
    select lower(email) as email from letters
    where lower(email) = any(${emails}) and kind = 'community-invitation' and state <> 'dropped'
      and created_at > now() - interval '30 days'
    group by lower(email)
    having count(*) filter (where created_at > now() - interval '1 day') >= ${INVITED.aDay}
      or count(*) filter (where about ->> 'community' = ${recipients[0]?.about.community}) >= ${INVITED.byOneAMonth}
  `.execute(trx);
  return new Map(rows.map(({ email }) => [email, OVER_ALLOWANCE]));
}

/**
 * The most letters of a kind one address gets a day, where somebody's pressing again and again would write more: giving
 * and taking a hat, removing who comes back, offering and taking back, reporting. What waits stands on the site.
 */
export const A_DAY: Partial<Record<LetterKind, number>> = {
  'roles-received': 6,
  'request-answered': 12,
  'membership-ended': 6,
  'testimonial-offered': 12,
  'report-waiting': 24,
};

async function hadEnough(trx: Trx, recipients: Recipient[], aDay: number): Promise<Map<string, string>> {
  const emails = recipients.map(({ email }) => email.toLowerCase());
  const { rows } = await sql<{ email: string }>`
    select lower(email) as email from letters
    where lower(email) = any(${emails}) and kind = ${recipients[0]?.letter} and state <> 'dropped'
      and created_at > now() - interval '1 day'
    group by lower(email)
    having count(*) >= ${aDay}`.execute(trx);
  return new Map(rows.map(({ email }) => [email, OVER_ALLOWANCE]));
}
