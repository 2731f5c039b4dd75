import { z } from 'zod';
import type { Answer, Seat, SeenBy } from '#db/schema';
import { LATE_HOURS, OFFER_HOURS } from '../events/rules';
import { emailAddress, problem, someLine } from '../rules';

export type { Answer, Seat, SeenBy };

export const ANSWERS = ['going', 'maybe', 'declined', 'remote'] as const;
export const SEEN_BY = ['everyone', 'going', 'organizers'] as const;

const HOUR_MS = 3_600_000;

export const answerInput = z.object({
  answer: z.enum(ANSWERS, { error: problem('answer') }),
  seenBy: z.enum(SEEN_BY).optional().catch(undefined),
});

export const guestInput = answerInput.extend({ name: someLine(80), email: emailAddress });

export const addPersonInput = z.object({ name: someLine(80), email: emailAddress });

/** Who answers: the person, by the site or a letter's link; or an organizer for somebody who said yes elsewhere. */
export type By = 'person' | 'organizer';

interface EventState {
  status: 'draft' | 'published' | 'cancelled';
  starts_at: Date;
  ends_at: Date;
  rsvp_deadline: Date | null;
  capacity: number | null;
  late_seats: 'give' | 'offer';
}

export type AnswerRefusal = 'notPublished' | 'cancelled' | 'over' | 'deadlinePassed' | 'removed' | 'banned';

/** Whose answer it would be: what they said before, and whether the event's community has banned them. */
export interface Asking {
  /** Null where they have not said anything. */
  answer: Answer | null;
  seat: Seat | null;
  removed: boolean;
  banned: boolean;
}

/** Why an answer cannot be taken now; a seat can be given back until the end. */
export function whyNotAnswer(
  event: EventState,
  current: Asking,
  answer: Answer,
  by: By,
  now: Date,
): AnswerRefusal | undefined {
  if (event.status === 'draft') return 'notPublished';
  if (event.status === 'cancelled') return 'cancelled';
  if (now >= event.ends_at) return 'over';
  // Whoever asks, and by whatever channel.
  if (current.banned && !(answer === 'declined' && saidYes(current))) return 'banned';
  if (by === 'organizer') return undefined;
  if (current.removed) return 'removed';
  const wantsNewSeat = answer === 'going' && current.seat === null;
  if (wantsNewSeat && event.rsvp_deadline && now > event.rsvp_deadline) return 'deadlinePassed';
  return undefined;
}

const saidYes = ({ answer, removed }: Asking) => !removed && answer !== null && answer !== 'declined';

/** What a person who says "going" gets, given the seats taken and who waits. */
export function seatFor(
  event: Pick<EventState, 'capacity'>,
  current: Seat | null,
  taken: number,
  waiting: number,
): Exclude<Seat, 'offered'> {
  if (current === 'held' || current === 'offered') return 'held';
  if (current === 'waiting') return 'waiting';
  if (event.capacity === null) return 'held';
  // Whoever comes while others wait stands behind them, even beside a seat that is about to be theirs.
  return taken < event.capacity && waiting === 0 ? 'held' : 'waiting';
}

/**
 * How a seat that becomes free is passed on now: given; offered until a time, when the start is near and
 * the organizer prefers that; or not at all, once the event has begun.
 */
export function passOn(
  event: EventState,
  now: Date,
): { seat: 'held' } | { seat: 'offered'; until: Date } | undefined {
  if (event.status !== 'published' || now >= event.starts_at) return undefined;
  const late = event.starts_at.getTime() - now.getTime() < LATE_HOURS * HOUR_MS;
  if (!late || event.late_seats === 'give') return { seat: 'held' };
  const until = Math.min(now.getTime() + OFFER_HOURS * HOUR_MS, event.starts_at.getTime());
  return { seat: 'offered', until: new Date(until) };
}
