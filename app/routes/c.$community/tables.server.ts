import { db } from '#db/client';
import { listRoleHolders } from '../../domain/communities/queries.server';
import { canCallMeetups } from '../../domain/communities/rules';
import { type EventCard, listEvents } from '../../domain/events/queries.server';
import { clock, poster } from '../../locales/dates';
import type { Language } from '../../locales/i18n';
import { languageOf, wordsFor } from '../../locales/i18n.server';
import { leadOf } from '../../markdown.server';
import { communityAt } from './community.server';
import type { Table } from './tables';

/** What `/c/:community` and its `events` show alike. */
export async function loadTables(request: Request, named: string | undefined) {
  const { viewer, community, roles } = await communityAt(request, named);
  const language = await languageOf(request);
  const t = await wordsFor(request);
  const list = (when: 'coming' | 'past' | 'drafts') =>
    listEvents(db, viewer, { when, communityId: community.id, limit: 60 });
  const [coming, past, drafts, behind] = await Promise.all([
    list('coming'),
    list('past'),
    canCallMeetups(roles) ? list('drafts') : [],
    listRoleHolders(db, community.id),
  ]);
  const tables = (events: EventCard[]) => events.map((event) => tableOf(event, language));
  return {
    title: `#${community.name}`,
    description: leadOf(community.description, 160) || t('communities.description'),
    tag: community.tag,
    standing: canCallMeetups(roles) ? 'organizer' : roles ? 'member' : 'outsider',
    coming: tables(coming),
    past: tables(past),
    drafts: tables(drafts),
    behind: behind.slice(0, 24).map(({ handle, name }) => ({ handle, name })),
  } as const;
}

function tableOf(event: EventCard, language: Language): Table {
  const at = new Date(event.startsAt);
  const { numeral, weekday, month } = poster(at, event.timezone, language);
  return {
    slug: event.slug,
    title: event.title,
    tag: event.tag,
    startsAt: event.startsAt,
    day: numeral,
    month: month.replace(/\s*\d+$/, ''),
    monthAndYear: month,
    detail: [event.place, `${weekday}, ${clock(at, event.timezone, language)}`].filter(Boolean).join(', '),
    phase: event.phase,
    capacity: event.capacity,
    held: event.held,
    own: event.own && (event.own.answer === 'going' ? ownSeat(event.own.seat) : event.own.answer),
  };
}

const ownSeat = (seat: 'held' | 'waiting' | 'offered' | null) =>
  seat === 'waiting' || seat === 'offered' ? seat : 'going';
