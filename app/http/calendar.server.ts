import { createHash } from 'node:crypto';
import { type Request, type RequestHandler, Router } from 'express';
import { db } from '#db/client';
import { type CalendarFacts, eventCalendar, eventUid } from '#emails/calendar';
import { letterhead } from '#emails/letterhead';
import { origin } from '../config.server';
import { type EventView, findEvent } from '../domain/events/queries.server';
import { withKey } from '../domain/rsvps/queries.server';
import { languageOf } from '../locales/i18n.server';
import { sendPlainPage } from './plain-page.server';
import { viewerAsking } from './viewer.server';

/**
 * `/events/:event.ics`: one event for its reader's calendar, with what they may know of it. A guest's
 * comes with `?key=`, the token of their own page.
 */
export function calendarRoutes(): RequestHandler {
  return Router().get(/^\/events\/([^/]+)\.ics$/, async (req, res, next) => {
    try {
      const { viewer, isAnybody } = await whoAsks(req);
      const event = await findEvent(db, viewer, req.params[0] ?? '');
      if (!event || event.phase === 'draft') return sendPlainPage(res, 404);
      const language = await languageOf(
        new Request('http://localhost/', {
          headers: { Cookie: req.get('cookie') ?? '', 'Accept-Language': req.get('accept-language') ?? '' },
        }),
      );
      const facts = factsOf(event);
      const etag = `"${versionOf(event, language)}"`;
      const isPublic = isAnybody && event.visibility === 'public';
      res.set({
        ETag: etag,
        'Cache-Control': isPublic ? 'public, max-age=0, must-revalidate' : 'private, no-store',
        Vary: 'Cookie, Accept-Language',
      });
      if (req.headers['if-none-match'] === etag) return void res.status(304).end();
      res.set('Content-Disposition', `attachment; filename="${event.slug}.ics"`);
      res.type('text/calendar; charset=utf-8').send(await eventCalendar(facts, letterhead(), language));
    } catch (error) {
      next(error);
    }
  });
}

async function whoAsks(req: Request) {
  const viewer = await withKey(db, await viewerAsking(req), req.query.key);
  return { viewer, isAnybody: !viewer.member && viewer.keys.length === 0 };
}

function factsOf(event: EventView): CalendarFacts {
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

/** What the calendar is made of, worked out without making it. */
function versionOf(event: EventView, language: string): string {
  const seen = [event.phase === 'cancelled', event.address !== null, event.onlineUrl !== null, event.hosts];
  return createHash('sha256')
    .update(JSON.stringify([event.id, event.slug, event.updatedAt, event.sequence, seen, language]))
    .digest('base64url')
    .slice(0, 22);
}
