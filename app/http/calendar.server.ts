import { createHash } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import { db } from '#db/client';
import { type CalendarFacts, eventCalendar, eventUid } from '#emails/calendar';
import { letterhead } from '#emails/letterhead';
import { origin } from '../config.server';
import { type EventView, findEvent } from '../domain/events/queries.server';
import { stranger, type Viewer } from '../domain/members/rules';
import { withKey } from '../domain/rsvps/queries.server';
import { languageOf } from '../locales/i18n.server';
import { sendPlainPage } from './plain-page.server';
import { viewerAsking } from './viewer.server';

const PATH = /^\/events\/([^/]+)\.ics$/;

/**
 * `/events/:event.ics`: one event for its reader's calendar, with what they may know of it. A guest's
 * comes with `?key=`, the token of their own page.
 */
export function calendarRoutes(): RequestHandler {
  return Router().get(PATH, async (req, res, next) => {
    try {
      const viewer = await withKey(db, await viewerAsking(req), req.query.key);
      const event = await findPublished(viewer, req.params[0] ?? '');
      if (!event) return sendPlainPage(res, 404);
      const { body, headers } = await calendarOf(
        event,
        new Request('http://localhost/', {
          headers: { Cookie: req.get('cookie') ?? '', 'Accept-Language': req.get('accept-language') ?? '' },
        }),
      );
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      res.set({ ...headers, ETag: etag, Vary: 'Cookie, Accept-Language' });
      if (req.headers['if-none-match'] === etag) return void res.status(304).end();
      res.send(body);
    } catch (error) {
      next(error);
    }
  });
}

/** Whether a path is that of an event's calendar. */
export const isCalendar = (path: string): boolean => PATH.test(path);

/**
 * The same for everybody, to be kept like a public page: undefined for an event that is not public, though who
 * has its link may open it.
 */
export async function publicCalendar(request: Request): Promise<Response | undefined> {
  const [, slug = ''] = PATH.exec(new URL(request.url).pathname) ?? [];
  const event = await findPublished(stranger, slug);
  if (event?.visibility !== 'public') return undefined;
  const { body, headers } = await calendarOf(event, request);
  return new Response(body, { headers });
}

async function findPublished(viewer: Viewer, slug: string): Promise<EventView | undefined> {
  const event = await findEvent(db, viewer, slug);
  return event?.phase === 'draft' ? undefined : event;
}

async function calendarOf(event: EventView, request: Request) {
  return {
    body: await eventCalendar(factsOf(event), letterhead(), await languageOf(request)),
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="${event.slug}.ics"`,
    },
  };
}

/** What a calendar is told of an event: what its reader may see. */
export function factsOf(event: EventView): CalendarFacts {
  return {
    uid: eventUid(event.id, origin()),
    sequence: event.sequence,
    title: event.title,
    communityHashtag: event.community?.name ?? event.hashtag,
    organizers: event.hosts.map(({ name }) => name),
    url: `${origin()}/events/${event.slug}`,
    startsAt: new Date(event.startsAt),
    endsAt: new Date(event.endsAt),
    place: event.place,
    address: event.address,
    accessNotes: event.accessNotes,
    onlineUrl: event.onlineUrl,
    cancelled: event.phase === 'cancelled',
    // The moment it was last written, so that the same event is the same bytes.
    stamp: new Date(event.updatedAt),
  };
}
