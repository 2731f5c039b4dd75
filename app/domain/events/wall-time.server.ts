import { Temporal } from 'temporal-polyfill';

/** Which of the two instants is meant when clocks go back and a local time comes twice. */
export type Fold = 'earlier' | 'later';

export type Reading =
  | { ok: true; instant: Date }
  | { ok: false; reason: 'unreadable' | 'skipped' }
  | { ok: false; reason: 'doubled'; earlier: Date; later: Date };

// What <input type="datetime-local"> sends (HTML 4.10.5.1.11), seconds or not.
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/**
 * The instant of a local time in a zone. A time that a clock change skips is refused; one it doubles is
 * asked about, unless `fold` says which.
 * @param local `YYYY-MM-DDTHH:MM`
 * @param timezone IANA name
 */
export function readWallTime(local: string, timezone: string, fold?: Fold): Reading {
  if (!LOCAL.test(local)) return { ok: false, reason: 'unreadable' };
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    return { ok: false, reason: 'unreadable' };
  }
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(timezone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { ok: true, instant: dateOf(earlier) };
  // In a gap neither reading shows the time that was typed.
  if (!earlier.toPlainDateTime().equals(wall)) return { ok: false, reason: 'skipped' };
  if (fold) return { ok: true, instant: dateOf(fold === 'earlier' ? earlier : later) };
  return { ok: false, reason: 'doubled', earlier: dateOf(earlier), later: dateOf(later) };
}

const dateOf = (time: Temporal.ZonedDateTime) => new Date(time.epochMilliseconds);

/** An instant as a local time for a form: `YYYY-MM-DDTHH:MM`. */
export function wallTimeOf(instant: Date, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timezone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}
