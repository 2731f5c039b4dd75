import type { z } from 'zod';
import { type Db, withTransaction } from '#db/client';
import type { Answer, Row } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import { lockEvent } from '../../events/lock.server';
import { ensureContact } from '../../members/contacts.server';
import { SECRET_HOURS } from '../../members/rules';
import { consumeSecret, findSecret } from '../../members/secrets.server';
import { type Language, type Refusal, refuse } from '../../rules';
import type { guestInput } from '../rules';
import { type Answered, answerEvent } from './answer-event.server';

/**
 * Keeps a guest's answer until its address is confirmed, and writes to that address. No seat is taken
 * before: anybody can type anybody's address.
 */
export async function requestRsvp(
  db: Db,
  eventId: string,
  input: z.output<typeof guestInput>,
  language: Language,
): Promise<void> {
  const { email, name, answer, seenBy = 'organizers' } = input;
  await withTransaction(db, async (trx) => {
    const { id } = await trx
      .insertInto('rsvp_requests')
      .values({
        event_id: eventId,
        email,
        name,
        answer,
        seen_by: seenBy,
        language,
        expires_at: new Date(Date.now() + SECRET_HOURS['confirm-rsvp'] * 3_600_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await announce(trx, { kind: 'rsvp-requested', request: id });
  });
}

export interface WaitingAnswer {
  name: string;
  email: string;
  answer: Answer;
  event: Pick<
    Row<'events'>,
    'slug' | 'title' | 'hashtag' | 'starts_at' | 'ends_at' | 'timezone' | 'place' | 'status'
  > & {
    display: string;
  };
}

/** The answer waiting behind a mailed link, and what it answers. Whoever asked could open the event. */
export async function findRsvpRequest(db: Db, token: string): Promise<WaitingAnswer | undefined> {
  const secret = await findSecret(db, token, 'confirm-rsvp');
  if (!secret?.object) return undefined;
  const row = await db
    .selectFrom('rsvp_requests as q')
    .innerJoin('events as e', 'e.id', 'q.event_id')
    .innerJoin('hashtags as h', 'h.tag', 'e.hashtag')
    .select(['q.name', 'q.email', 'q.answer', 'e.slug', 'e.title', 'e.hashtag', 'e.starts_at'])
    .select(['e.ends_at', 'e.timezone', 'e.place', 'e.status', 'h.display'])
    .where('q.id', '=', secret.object)
    .where('q.expires_at', '>', new Date())
    .executeTakeFirst();
  if (!row) return undefined;
  const { name, email, answer, ...event } = row;
  return { name, email, answer, event };
}

/** Takes a guest's answer, now that its address is confirmed. */
export function confirmRsvp(db: Db, token: string): Promise<Answered | Refusal<'linkUsed'>> {
  return withTransaction(db, async (trx) => {
    const secret = await consumeSecret(trx, token, 'confirm-rsvp');
    const request =
      secret?.object &&
      (await trx
        .deleteFrom('rsvp_requests')
        .where('id', '=', secret.object)
        .where('expires_at', '>', new Date())
        .returningAll()
        .executeTakeFirst());
    if (!request) return refuse('linkUsed');
    await lockEvent(trx, request.event_id);
    const contact = await ensureContact(trx, request);
    return answerEvent(trx, {
      eventId: request.event_id,
      contactId: contact.id,
      name: request.name,
      answer: request.answer,
      seenBy: request.seen_by,
      byLink: true,
    });
  });
}
