import type { Attendee } from '../../domain/rsvps/queries.server';
import { clock, day } from '../../locales/dates';
import type { Language } from '../../locales/i18n';

export const GROUPS = ['held', 'offered', 'waiting', 'maybe', 'remote', 'declined', 'removed'] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf({ removed, answer, seat }: Attendee): Group {
  if (removed) return 'removed';
  return answer === 'going' ? (seat ?? 'held') : answer;
}

export function rowOf(attendee: Attendee, timezone: string, language: Language) {
  const { id, name, email, handle, portrait, position, offeredUntil, added } = attendee;
  const until = offeredUntil && new Date(offeredUntil);
  return {
    id,
    name,
    email,
    handle,
    portrait,
    position,
    added,
    until: until && { hour: clock(until, timezone, language), date: day(until, timezone, language) },
  };
}

export type Person = ReturnType<typeof rowOf>;
