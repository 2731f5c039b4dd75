import { db } from '#db/client';
import { findEvent } from '../../domain/events/queries.server';
import { keyOf, rsvpToken } from '../../domain/rsvps/queries.server';
import { viewerOf } from '../../session.server';

interface Link {
  id: string;
  event_id: string;
  contact_id: string;
  slug: string;
  contactName: string;
}

/** The event behind a mailed link, as its contact may see it, and whom its reader answers as. */
export async function openByLink(request: Request, link: Link) {
  const viewer = await viewerOf(request);
  const event = await findEvent(db, { ...viewer, keys: [keyOf(link)] }, link.slug);
  if (!event) return undefined;
  const { member } = viewer;
  const isOwn = member?.contactId === link.contact_id;
  const reader = isOwn
    ? { seed: member.handle, name: member.name }
    : { seed: event.own?.id ?? link.id, name: link.contactName };
  return {
    event,
    reader,
    /** Somebody signed in holds a link of somebody else's: they are told whom they speak for. */
    onBehalfOf: member && !isOwn ? link.contactName : null,
    calendarUrl: await calendarUrl(event.slug, event.own?.id),
  };
}

/** Once they have answered, their calendar may know what is kept for those going. */
async function calendarUrl(slug: string, rsvpId: string | undefined): Promise<string> {
  const url = `/events/${slug}.ics`;
  return rsvpId ? `${url}?key=${await rsvpToken(db, rsvpId)}` : url;
}
