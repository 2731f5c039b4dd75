import { problem } from '../rules';
import type { EventForm } from './rules';
import { type Fold, type Reading, readWallTime, wallTimeOf } from './wall-time.server';

export interface Schedule {
  startsAt: Date;
  endsAt: Date;
  rsvpDeadline: Date | null;
}

export type Problems = Partial<Record<keyof EventForm, string>>;

/** The longest an event may last, in days: beyond, a year was mistyped. */
export const MAX_DAYS = 31;
const HOUR_MS = 3_600_000;

/**
 * Reads the form's local times in its zone.
 * @returns the instants, or what is wrong at which field
 */
export function readSchedule(
  form: Pick<EventForm, 'starts' | 'startsFold' | 'ends' | 'endsFold' | 'rsvpDeadline' | 'timezone'>,
): { ok: true; schedule: Schedule } | { ok: false; problems: Problems } {
  const problems: Problems = {};
  const read = (field: 'starts' | 'ends' | 'rsvpDeadline', fold?: Fold) => {
    const reading = readWallTime(form[field], form.timezone, fold);
    if (reading.ok) return reading.instant;
    problems[field] = whatIsWrong(reading, form[field]);
    return undefined;
  };
  const startsAt = read('starts', form.startsFold);
  const endsAt = read('ends', form.endsFold);
  // A deadline in the doubled hour means its second pass: nobody is refused an hour early.
  const rsvpDeadline = form.rsvpDeadline === '' ? null : read('rsvpDeadline', 'later');

  if (startsAt && endsAt) {
    if (endsAt <= startsAt) {
      problems.ends = problem('endsBeforeStart', {
        end: clock(endsAt, form.timezone),
        suggestion: clock(new Date(startsAt.getTime() + 4 * HOUR_MS), form.timezone),
      });
    } else if (endsAt.getTime() - startsAt.getTime() > MAX_DAYS * 24 * HOUR_MS) {
      problems.ends = problem('lastsTooLong', { days: MAX_DAYS });
    }
  }
  if (startsAt && rsvpDeadline && rsvpDeadline > startsAt)
    problems.rsvpDeadline = problem('deadlineAfterStart');
  if (startsAt && Math.abs(startsAt.getTime() - Date.now()) > 20 * 365 * 24 * HOUR_MS)
    problems.starts = problem('dateFar');

  if (Object.keys(problems).length > 0 || !startsAt || !endsAt) return { ok: false, problems };
  return { ok: true, schedule: { startsAt, endsAt, rsvpDeadline: rsvpDeadline ?? null } };
}

const clock = (instant: Date, timezone: string) => wallTimeOf(instant, timezone).slice(11);

function whatIsWrong(reading: Exclude<Reading, { ok: true }>, local: string): string {
  switch (reading.reason) {
    case 'unreadable':
      return problem('dateUnreadable');
    case 'skipped':
      return problem('timeSkipped', { time: local.slice(11, 16) });
    case 'doubled':
      return problem('timeDoubled', { time: local.slice(11, 16) });
  }
}
