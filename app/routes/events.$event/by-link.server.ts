import { db } from '#db/client';
import { type EventView, findEvent } from '../../domain/events/queries.server';
import { keyOf, rsvpToken } from '../../domain/rsvps/queries.server';
import { viewerOf } from '../../session.server';

interface Link {
  id: string;
  event_id: string;
  contact_id: string;
  slug: string;
  called: string;
}

/** The event behind a mailed link, as its contact may see it, and whom its reader answers as. */
export async function openByLink(request: Request, link: Link) {
  const viewer = await viewerOf(request);
  const event = await findEvent(db, { ...viewer, keys: [keyOf(link)] }, link.slug);
  if (!event) return undefined;
  const { member } = viewer;
  const isOwn = member?.contactId === link.contact_id;
  const reader = isOwn
    ? { seed: member.handle, name: member.name, portrait: member.portrait }
    : { seed: event.own?.id ?? link.id, name: link.called };
  return {
    event,
    reader,
    /** Somebody signed in holds a link of somebody else's: they are told whom they speak for. */
    onBehalfOf: member && !isOwn ? link.called : null,
    ...(await keptUrls(event)),
  };
}

/** Once they have answered, their calendar and the live page may know them by their answer's link. */
async function keptUrls({ slug, tag, visibility, own }: EventView) {
  const key = own ? `?key=${await rsvpToken(db, own.id)}` : '';
  return {
    calendarUrl: `/events/${slug}.ics${key}`,
    liveUrl: `/live/${encodeURIComponent(tag)}${visibility === 'public' ? '' : key}`,
  };
}
