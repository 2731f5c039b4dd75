import type { Row } from '#db/schema';
import type { WrittenForm } from './rules';
import { type Fold, readWallTime, wallTimeOf } from './wall-time.server';

/** An event back in its form, with its local times, and which pass of a doubled hour was meant. */
export function formOf(event: Row<'events'>, community: string, hashtag: string): WrittenForm {
  const { timezone, rsvp_deadline: deadline } = event;
  return {
    community,
    title: event.title,
    hashtag: `#${hashtag}`,
    description: event.description,
    agenda: event.agenda,
    starts: wallTimeOf(event.starts_at, timezone),
    startsFold: foldOf(event.starts_at, timezone),
    ends: wallTimeOf(event.ends_at, timezone),
    endsFold: foldOf(event.ends_at, timezone),
    timezone,
    place: event.place,
    address: event.address,
    accessNotes: event.access_notes,
    addressVisibility: event.address_visibility,
    onlineUrl: event.online_url,
    capacity: event.capacity === null ? '' : String(event.capacity),
    rsvpDeadline: deadline ? wallTimeOf(deadline, timezone) : '',
    visibility: event.visibility,
    lateSeats: event.late_seats,
  };
}

/** Empty where the local time comes once. */
function foldOf(instant: Date, timezone: string): Fold | '' {
  const reading = readWallTime(wallTimeOf(instant, timezone), timezone);
  if (reading.ok || reading.reason !== 'doubled') return '';
  return reading.later.getTime() === instant.getTime() ? 'later' : 'earlier';
}
