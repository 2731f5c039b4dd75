import type { LoaderFunctionArgs } from '@remix-run/node';
import type { TFunction } from 'i18next';
import { db } from '#db/client';
import { wallTimeOf } from '../domain/events/wall-time.server';
import { type Attendee, listAttendees } from '../domain/rsvps/queries.server';
import { toCsv } from '../http/csv.server';
import { wordsFor } from '../locales/i18n.server';
import { findManaged } from './events.$event_.edit/managed-event.server';

/** Who answered, for a spreadsheet; times in the event's zone. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, event } = await findManaged(request, params.event);
  const t = await wordsFor(request);
  const columns = ['name', 'email', 'handle', 'answer', 'seat', 'position', 'answeredAt', 'added'] as const;
  const heads = columns.map((column) => t(`hosting.attendees.columns.${column}`));
  const attendees = await listAttendees(db, viewer, event.id);
  const rows = attendees.map((attendee) => rowOf(attendee, event.timezone, t));
  const file = `${event.slug}-${t('hosting.attendees.csvName')}.csv`;
  return new Response(toCsv([heads, ...rows]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${file}"`,
      'Cache-Control': 'private, no-store',
    },
  });
}

function rowOf(attendee: Attendee, timezone: string, t: TFunction): string[] {
  const { name, email, handle, answer, seat, position, answeredAt, removed, added } = attendee;
  return [
    name,
    email,
    handle ?? '',
    t(`hosting.attendees.answers.${removed ? 'removed' : answer}`),
    seat ? t(`hosting.attendees.seats.${seat}`) : '',
    position === null ? '' : String(position),
    wallTimeOf(new Date(answeredAt), timezone).replace('T', ' '),
    added ? t('hosting.attendees.yes') : '',
  ];
}
