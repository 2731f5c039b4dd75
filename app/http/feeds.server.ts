import { createHash } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import { Feed } from 'feed';
import { db } from '#db/client';
import { type CalendarFacts, feedCalendar } from '#emails/calendar';
import { letterhead } from '#emails/letterhead';
import { origin } from '../config.server';
import { type Community, findCommunity } from '../domain/communities/queries.server';
import {
  type CalendarEvent,
  listCommunityCalendar,
  listOwnCalendar,
} from '../domain/events/calendars.server';
import type { OwnRsvp } from '../domain/events/queries.server';
import { tagInPath } from '../domain/hashtags/rules';
import { findCalendarOwner } from '../domain/members/calendar.server';
import { stranger } from '../domain/members/rules';
import { listTestimonials } from '../domain/testimonials/queries.server';
import { clock, day } from '../locales/dates';
import type { Language } from '../locales/i18n';
import { languageOf, wordsIn } from '../locales/i18n.server';
import { factsOf } from './calendar.server';
import { limit } from './limits.server';
import { sendPlainPage } from './plain-page.server';

const PATH = /^\/c\/([^/]+)\/(calendar\.ics|feed\.atom|feed\.json)$/;
const OWN = /^\/calendar\/([\w-]{43})\.ics$/;
/** The most a feed holds, the latest first. */
const ENTRIES = 50;

/** Whether a path is that of a community's calendar or of one of its feeds. */
export const isFeed = (path: string): boolean => PATH.test(path);

/**
 * A community's calendar and feeds: what everybody may find of it, the same for everybody, to be kept like a public
 * page. Undefined where there is no such community, or it is hidden: programs that fetch feeds are nobody's.
 */
export async function publicFeed(request: Request): Promise<Response | undefined> {
  const [, named, kind] = PATH.exec(new URL(request.url).pathname) ?? [];
  const tag = tagInPath(named);
  const community = tag && (await findCommunity(db, stranger, tag));
  if (!community) return undefined;
  const language = await languageOf(request);
  const events = await listCommunityCalendar(db, stranger, community.id);
  if (kind === 'calendar.ics') {
    const body = await feedCalendar(`#${community.name}`, events.map(factsOf), letterhead(), language);
    const headers = { 'Content-Type': 'text/calendar; charset=utf-8' };
    return new Response(body, { headers });
  }
  const news = await newsOf(community, events, language);
  return kind === 'feed.atom'
    ? new Response(atom(news, language), {
        headers: { 'Content-Type': 'application/atom+xml; charset=utf-8' },
      })
    : new Response(JSON.stringify(json(news, language)), {
        headers: { 'Content-Type': 'application/feed+json; charset=utf-8' },
      });
}

interface News {
  title: string;
  page: string;
  path: string;
  entries: Entry[];
}

interface Entry {
  id: string;
  title: string;
  link: string;
  text: string;
  author: string | null;
  published: Date;
  updated: Date;
}

async function newsOf(community: Community, events: CalendarEvent[], language: Language): Promise<News> {
  const path = `${origin()}/c/${encodeURIComponent(community.tag)}`;
  const t = await wordsIn(language);
  const { testimonials } = await listTestimonials(db, stranger, community.id, { limit: ENTRIES });
  const entries: Entry[] = [
    ...events.map((event) => ({
      id: `urn:uuid:${event.id}`,
      title: event.phase === 'cancelled' ? t('archive.cancelled', { title: event.title }) : event.title,
      link: `${origin()}/events/${event.slug}`,
      text: whenAndWhere(event, language),
      author: event.hosts.map(({ name }) => name).join(', ') || null,
      published: new Date(event.publishedAt),
      updated: new Date(event.updatedAt),
    })),
    ...testimonials.flatMap(({ id, title, text, author, publishedAt, updatedAt }) =>
      publishedAt === null
        ? []
        : {
            id: `urn:uuid:${id}`,
            title,
            link: `${path}/testimonials/${id}`,
            text,
            author: author?.name ?? null,
            published: new Date(publishedAt),
            updated: new Date(Math.max(Date.parse(updatedAt), Date.parse(publishedAt))),
          },
    ),
  ];
  entries.sort((one, other) => other.updated.getTime() - one.updated.getTime());
  return { title: `#${community.name}`, page: path, path, entries: entries.slice(0, ENTRIES) };
}

function whenAndWhere({ startsAt, timezone, place, address }: CalendarEvent, language: Language): string {
  const at = new Date(startsAt);
  const where = [place, address].filter(Boolean).join(', ');
  return [`${day(at, timezone, language)}, ${clock(at, timezone, language)}`, where]
    .filter(Boolean)
    .join('. ');
}

/** RFC 4287 */
function atom({ title, page, path, entries }: News, language: Language): string {
  const feed = new Feed({
    id: page,
    title,
    link: page,
    language,
    generator: 'Perchoir',
    updated: entries[0]?.updated ?? new Date(0),
    feedLinks: { atom: `${path}/feed.atom` },
  });
  for (const { id, title, link, text, author, published, updated } of entries) {
    feed.addItem({
      id,
      title,
      link,
      description: text,
      published,
      date: updated,
      author: author ? [{ name: author }] : [{ name: feed.options.title }],
    });
  }
  return feed.atom1();
}

/** JSON Feed 1.1 */
const json = ({ title, page, path, entries }: News, language: Language) => ({
  version: 'https://jsonfeed.org/version/1.1',
  title,
  home_page_url: page,
  feed_url: `${path}/feed.json`,
  language,
  items: entries.map(({ id, title, link, text, author, published, updated }) => ({
    id,
    url: link,
    title,
    content_text: text,
    date_published: published.toISOString(),
    date_modified: updated.toISOString(),
    ...(author && { authors: [{ name: author }] }),
  })),
});

/** The same for whoever comes with a cookie, and members' own calendars at their secret addresses. */
export function feedRoutes(): RequestHandler {
  const router = Router();
  router.get(PATH, async (req, res, next) => {
    try {
      const request = new Request(new URL(req.originalUrl, origin()), {
        headers: { Cookie: req.get('cookie') ?? '', 'Accept-Language': req.get('accept-language') ?? '' },
      });
      const answer = await publicFeed(request);
      if (!answer) return sendPlainPage(res, 404);
      send(req.get('if-none-match'), res, await answer.text(), answer.headers.get('Content-Type') ?? '');
    } catch (error) {
      next(error);
    }
  });
  router.get(OWN, async (req, res, next) => {
    try {
      const owner = await findCalendarOwner(db, req.params[0] ?? '');
      if (!owner) return sendPlainPage(res, 404);
      const allowed = await limit('calendar', owner.id);
      if (!allowed.ok) {
        res.setHeader('Retry-After', String(allowed.retryAfterSeconds));
        return sendPlainPage(res, 429);
      }
      const language =
        owner.language ??
        (await languageOf(
          new Request(origin(), { headers: { 'Accept-Language': req.get('accept-language') ?? '' } }),
        ));
      const t = await wordsIn(language);
      const events = await listOwnCalendar(db, owner);
      const body = await feedCalendar(t('archive.calendar'), events.map(ownFactsOf), letterhead(), language);
      res.set('Referrer-Policy', 'no-referrer');
      send(req.get('if-none-match'), res, body, 'text/calendar; charset=utf-8');
    } catch (error) {
      next(error);
    }
  });
  return router;
}

function ownFactsOf(event: CalendarEvent): CalendarFacts {
  return { ...factsOf(event), standing: standingOf(event.own) };
}

function standingOf(own: OwnRsvp | null): CalendarFacts['standing'] {
  if (!own || own.answer === 'declined') return undefined;
  if (own.answer !== 'going') return own.answer;
  return own.seat === 'held' ? 'going' : (own.seat ?? 'waiting');
}

function send(
  known: string | undefined,
  res: Parameters<RequestHandler>[1],
  body: string,
  type: string,
): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  res.set({
    'Content-Type': type,
    ETag: etag,
    'Cache-Control': 'private, no-cache',
    Vary: 'Cookie, Accept-Language',
  });
  if (known === etag) res.status(304).end();
  else res.send(body);
}
