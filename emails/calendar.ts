import type { TFunction } from 'i18next';
import ical, {
  escape as escapeText,
  foldLines,
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { Language } from '#app/locales/i18n';
import { wordsIn } from '#app/locales/i18n.server';
import type { Address, CalendarMethod, EventFacts, Letterhead, Standing } from './mail';

/** What of an event's facts a calendar tells. */
export type CalendarFacts = Pick<
  EventFacts,
  | 'uid'
  | 'sequence'
  | 'title'
  | 'communityHashtag'
  | 'organizers'
  | 'url'
  | 'startsAt'
  | 'endsAt'
  | 'place'
  | 'address'
  | 'accessNotes'
  | 'onlineUrl'
> & {
  cancelled?: boolean;
  /** What whoever reads it has answered: a feed of one's own says it. */
  standing?: Standing;
  /** DTSTAMP: when this was written; now, unless told (RFC 5545 section 3.8.7.2). */
  stamp?: Date;
};

/** An event's identity in every calendar, for its whole life (RFC 5545 section 3.8.4.7). */
export function eventUid(eventId: string, appUrl: string): string {
  return `${eventId}@${new URL(appUrl).hostname}`;
}

/** Whom an invitation is for, and where they may change their answer. */
export interface Attendee extends Address {
  standing: Standing;
  changeUrl?: string;
}

const { CONFIRMED, TENTATIVE, CANCELLED } = ICalEventStatus;
const { ACCEPTED, DECLINED, NEEDSACTION, TENTATIVE: UNSURE } = ICalAttendeeStatus;

/** A standing in iCalendar's words: the entry's STATUS and the attendee's PARTSTAT (RFC 5545 3.2.12). */
const SAID: Record<Standing, { status: ICalEventStatus; partstat: ICalAttendeeStatus }> = {
  invited: { status: CONFIRMED, partstat: NEEDSACTION },
  going: { status: CONFIRMED, partstat: ACCEPTED },
  remote: { status: CONFIRMED, partstat: ACCEPTED },
  maybe: { status: CONFIRMED, partstat: UNSURE },
  waiting: { status: TENTATIVE, partstat: UNSURE },
  offered: { status: TENTATIVE, partstat: NEEDSACTION },
  out: { status: CANCELLED, partstat: DECLINED },
};

/** Controls other than a line's end have no place in an iCalendar text (RFC 5545 section 3.1). */
const clean = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
const oneLine = (text: string) => clean(text).replace(/\s+/g, ' ');

/** Where it is, on one line; the link is the place of what has no other. */
function locationOf(event: CalendarFacts): string | undefined {
  const location = [event.place, event.address].filter(Boolean).map((part) => oneLine(part as string));
  return location.join(', ') || event.onlineUrl || undefined;
}

/** "Zoé et Karim (#612rencontres)"; without a host, "La communauté #612rencontres". */
function organizerName(
  { organizers, communityHashtag }: CalendarFacts,
  language: Language,
  t: TFunction,
): string {
  const community = `#${oneLine(communityHashtag)}`;
  const hosts = new Intl.ListFormat(language).format(organizers.map(oneLine));
  return hosts ? `${hosts} (${community})` : t('letters.calendar.organizer', { community });
}

/** A single event is told in UTC, which no calendar program gets wrong; times in a zone are for those that repeat. */
async function entryOf(
  event: CalendarFacts,
  status: ICalEventStatus,
  letterhead: Letterhead,
  language: Language,
  changeUrl?: string,
): Promise<ICalEventData> {
  const t = await wordsIn(language);
  const description = [
    event.accessNotes,
    event.place && event.onlineUrl ? t('letters.calendar.online', { url: event.onlineUrl }) : '',
    t('letters.calendar.page', { url: event.url }),
    changeUrl ? t('letters.calendar.change', { url: changeUrl }) : '',
  ];
  return {
    id: event.uid,
    sequence: event.sequence,
    stamp: event.stamp ?? new Date(),
    start: event.startsAt,
    end: event.endsAt,
    summary: oneLine(event.title),
    location: locationOf(event),
    description: clean(description.filter(Boolean).join('\n')),
    url: event.url,
    status,
    // The address letters come from, or mail programs distrust the invitation. It alone says who organizes: the
    // name may follow the hosts (RFC 5545 sections 3.2.2 and 3.8.4.3).
    organizer: { name: organizerName(event, language, t), email: letterhead.from.address },
  };
}

function calendarOf(method: CalendarMethod): ICalCalendar {
  const calendar = ical({ method: ICalCalendarMethod[method] });
  return calendar.prodId({ company: 'Perchoir', product: 'Perchoir', language: 'FR' });
}

/** RFC 5545 section 3.1: every line ends with CRLF, the last one too, and none is over 75 octets. */
function written(calendar: ICalCalendar): string {
  const unfolded = calendar.toString().replace(/\r\n[ \t]/g, '');
  // The library shouts the scheme, which some mail programs look for in lower case.
  return `${foldLines(unfolded.replace(/^(ATTENDEE;[^\r\n]*):MAILTO:/gm, '$1:mailto:'))}\r\n`;
}

/**
 * What an invitation, an update or a cancellation carries for the reader's calendar (RFC 5546 sections
 * 3.2.2 and 3.2.5). It names its reader and nobody else.
 */
export async function invitationCalendar(
  event: CalendarFacts,
  attendee: Attendee,
  method: 'REQUEST' | 'CANCEL',
  letterhead: Letterhead,
  language: Language,
): Promise<string> {
  const { status, partstat } = SAID[method === 'CANCEL' ? 'out' : attendee.standing];
  const calendar = calendarOf(method);
  calendar
    .createEvent(await entryOf(event, status, letterhead, language, attendee.changeUrl))
    .createAttendee({
      name: oneLine(attendee.name) || undefined,
      email: attendee.address,
      status: method === 'CANCEL' ? undefined : partstat,
      rsvp: method === 'REQUEST' && partstat === NEEDSACTION,
    });
  return written(calendar);
}

const published = ({ cancelled, standing = 'invited' }: CalendarFacts) =>
  cancelled ? CANCELLED : standing === 'maybe' ? TENTATIVE : SAID[standing].status;

/** One event to put in a calendar: what `/events/:event.ics` answers. Its facts are what its reader may see. */
export async function eventCalendar(
  event: CalendarFacts,
  letterhead: Letterhead,
  language: Language,
): Promise<string> {
  const calendar = calendarOf('PUBLISH');
  calendar.createEvent(await entryOf(event, published(event), letterhead, language));
  return written(calendar);
}

/** Events to subscribe to, under a name. Programs are asked to look again every hour. */
export async function feedCalendar(
  name: string,
  events: CalendarFacts[],
  letterhead: Letterhead,
  language: Language,
): Promise<string> {
  const calendar = calendarOf('PUBLISH')
    .name(escapeText(oneLine(name), false))
    .ttl(3600);
  for (const event of events) {
    const entry = await entryOf(event, published(event), letterhead, language);
    // Only a seat keeps the evening busy (RFC 5545 section 3.8.2.7).
    const { OPAQUE, TRANSPARENT } = ICalEventTransparency;
    const transparency = event.standing && (event.standing === 'going' ? OPAQUE : TRANSPARENT);
    calendar.createEvent({ ...entry, transparency });
  }
  return written(calendar);
}
