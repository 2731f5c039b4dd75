import { getMoonIllumination } from 'suncalc';
import { db } from '#db/client';
import type { EventView } from '../../domain/events/queries.server';
import { gatheringOf } from '../../domain/rsvps/queries.server';
import { whyNotAnswer } from '../../domain/rsvps/rules';
import {
  clock,
  clockOf,
  day,
  daysBetween,
  hourOf,
  hours,
  poster,
  whole,
  zoneCity,
} from '../../locales/dates';
import { languageOf, wordsFor } from '../../locales/i18n.server';
import { renderMarkdown } from '../../markdown.server';
import { viewerOf } from '../../session.server';
import type { EventFacts } from '../../ui/events/facts';
import { moonPhaseName } from '../../ui/kit/moon';

/** The answer to whoever may not see a thing, and to whoever asks for none. */
export const missing = () => new Response(null, { status: 404 });

/** An event as a page shows it to one reader, in the request's language; `reader` is whom they answer as. */
export async function factsOf(
  request: Request,
  event: EventView,
  reader: EventFacts['reader'],
): Promise<EventFacts> {
  const [t, language, gathering] = await Promise.all([
    wordsFor(request),
    languageOf(request),
    gatheringOf(db, await viewerOf(request), event),
  ]);
  const { timezone } = event;
  const startsAt = new Date(event.startsAt);
  const endsAt = new Date(event.endsAt);
  const { numeral, weekday, month } = poster(startsAt, timezone, language);
  const { phase } = getMoonIllumination(startsAt);
  const city = zoneCity(timezone);
  const hour = hourOf(startsAt, timezone);
  const { address, own } = event;
  const until = own?.offeredUntil ? new Date(own.offeredUntil) : null;
  return {
    slug: event.slug,
    title: event.title,
    tag: event.tag,
    hashtag: event.hashtag,
    community: event.community,
    hosts: event.hosts,
    phase: event.phase,
    visibility: event.visibility,
    evening: hour >= 17 || hour < 5,
    startsAt: event.startsAt,
    timezone,
    date: {
      weekday,
      day: numeral,
      month,
      hours: hoursAlone({ startsAt, endsAt, timezone }, language),
      zone: t('event.zone', { city, context: /^[aeiouyàâéèêëîïôùû]/i.test(city) ? 'vowel' : undefined }),
    },
    moon: { phase, label: t(`event.moon.${moonPhaseName(phase)}`) },
    place: event.place,
    address,
    mapUrl: address && `https://www.openstreetmap.org/search?${new URLSearchParams({ query: address })}`,
    accessNotes: event.accessNotes,
    onlineUrl: event.onlineUrl,
    kept: event.kept,
    capacity: event.capacity,
    held: event.held,
    waiting: event.waiting,
    free: event.free,
    remote: event.remote,
    seated: gathering.seated,
    moreSeated: gathering.moreSeated,
    away: gathering.remote,
    moreAway: gathering.moreRemote,
    deadline: deadlineOf(event, language),
    cancellationNote: event.cancellationNote,
    descriptionHtml: event.description && renderMarkdown(event.description),
    agenda: event.agenda.map(({ time, text }) => ({ time: time ? clockOf(time, language) : '', text })),
    canManage: event.canManage,
    own: own && {
      answer: own.answer,
      seat: own.seat,
      seenBy: own.seenBy,
      position: own.position,
      removed: own.removed,
      offeredUntil: until && {
        date: day(until, timezone, language),
        hour: clock(until, timezone, language),
      },
    },
    closed: whyNot(event, 'declined') ?? null,
    canGo: whyNot(event, 'going') === undefined,
    reader,
    liveUrl: `/live/${encodeURIComponent(event.tag)}`,
  };
}

type Language = Awaited<ReturnType<typeof languageOf>>;
type Span = Parameters<typeof hours>[0];

/** "19 h 30 – 23 h 30": the zone is said in a sentence of its own. */
function hoursAlone(span: Span, language: Language): string {
  const said = hours(span, language);
  return said.slice(0, said.lastIndexOf(', '));
}

function deadlineOf({ rsvpDeadline, timezone }: EventView, language: Language): EventFacts['deadline'] {
  if (!rsvpDeadline) return null;
  const at = new Date(rsvpDeadline);
  return {
    date: `${day(at, timezone, language)}, ${clock(at, timezone, language)}`,
    passed: at.getTime() < Date.now(),
  };
}

/** Why the reader's answer would be refused now, by the rule the command will apply. */
export function whyNot(event: EventView, answer: 'going' | 'declined') {
  const { phase } = event;
  return whyNotAnswer(
    {
      status: phase === 'draft' || phase === 'cancelled' ? phase : 'published',
      starts_at: new Date(event.startsAt),
      ends_at: new Date(event.endsAt),
      rsvp_deadline: event.rsvpDeadline ? new Date(event.rsvpDeadline) : null,
      capacity: event.capacity,
      late_seats: 'give',
    },
    {
      answer: event.own?.answer ?? null,
      seat: event.own?.seat ?? null,
      removed: event.own?.removed ?? false,
      banned: event.banned,
    },
    answer,
    'person',
    new Date(),
  );
}

/** What search engines and link cards say of an event. */
export async function headOf(request: Request, event: EventView) {
  const span = {
    startsAt: new Date(event.startsAt),
    endsAt: new Date(event.endsAt),
    timezone: event.timezone,
  };
  const when = whole(span, await languageOf(request));
  return {
    title: event.title,
    description: event.place ? `${when} · ${event.place}` : when,
    unlisted: event.visibility !== 'public' || event.phase === 'draft',
  };
}

/** "demain à 19 h 30", "jeudi 21 janvier à 19 h 30". */
export async function whenOf(request: Request, event: { startsAt: string; timezone: string }) {
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const at = new Date(event.startsAt);
  const { timezone } = event;
  const days = daysBetween(new Date(), at, timezone);
  const hour = clock(at, timezone, language);
  if (days === 0) return t('event.when.today', { hour });
  if (days === 1) return t('event.when.tomorrow', { hour });
  return t('event.when.day', { hour, day: day(at, timezone, language) });
}
