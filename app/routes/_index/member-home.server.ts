import { db } from '#db/client';
import { listFreshFor } from '../../domain/announcements/queries.server';
import { listOwnCommunities } from '../../domain/communities/queries.server';
import { canCallMeetups } from '../../domain/communities/rules';
import { type EventCard, listEvents } from '../../domain/events/listings.server';
import { findEvent } from '../../domain/events/queries.server';
import { listUnanswered } from '../../domain/invitations/queries.server';
import type { Self, Viewer } from '../../domain/members/rules';
import { day, daysBetween, hourOf } from '../../locales/dates';
import { languageOf, wordsFor } from '../../locales/i18n.server';
import { rowsOf } from '../events._index/rows.server';
import { factsOf, whenOf } from '../events.$event/event-page.server';

const MOST = 20;
const MOST_AWAITING = 4;
const MOST_ROWS = 8;
const MOST_AROUND = 8;

/** What waits for a member, the nearest first: their seat, the answers they owe, their wires. */
export async function memberHome(request: Request, self: Self) {
  const viewer = { member: self, keys: [] };
  const [t, language, cards, unanswered, communities, told] = await Promise.all([
    wordsFor(request),
    languageOf(request),
    listEvents(db, viewer, { when: 'coming', near: true, limit: MOST }),
    listUnanswered(db, self),
    listOwnCommunities(db, self.id),
    listFreshFor(db, self),
  ]);
  const inviters = new Map(unanswered.map(({ eventId, inviter }) => [eventId, inviter]));
  const alive = cards.filter(({ phase }) => phase !== 'cancelled');
  const awaiting = alive.filter(({ id, own }) => own?.seat === 'offered' || (!own && inviters.has(id)));
  const chosen = featured(alive, awaiting);
  const view = chosen && (await findEvent(db, viewer, chosen.slug));
  const owed = awaiting.filter((card) => card !== chosen).slice(0, MOST_AWAITING);
  const now = alive.find((card) => card.phase === 'on' && card !== chosen);
  const isNew = !chosen || communities.length === 0;
  const around = isNew ? await listAround(viewer, cards) : { coming: [] };
  const [nowRow] = await rowsOf(request, [now ?? around.now].filter(isThere));
  const owedRows = await rowsOf(request, owed);
  const today = new Date();
  const hour = hourOf(today, self.timezone);
  return {
    today: day(today, self.timezone, language),
    hello: t(hour >= 18 || hour < 5 ? 'home.evening' : 'home.morning', { name: self.name }),
    feature: view
      ? {
          event: await factsOf(request, view, {
            seed: self.handle,
            name: self.name,
            portrait: self.portrait,
          }),
          kind: kindOf(chosen, awaiting),
          inviter: inviters.get(view.id) ?? null,
          when: await whenOf(request, view),
          inDays: t('home.in', { count: daysBetween(today, new Date(view.startsAt), view.timezone) }),
        }
      : null,
    now: nowRow ?? null,
    told,
    awaiting: owedRows.map((row, index) => ({
      ...row,
      inviter: inviters.get(owed[index]?.id ?? '') ?? null,
    })),
    wires: await rowsOf(
      request,
      cards.filter((card) => card !== chosen && card !== now && !owed.includes(card)).slice(0, MOST_ROWS),
    ),
    around: await rowsOf(request, around.coming),
    communities: communities.map(({ tag, name, members }) => ({ tag, name, members })),
    canCall: communities.some(({ roles }) => canCallMeetups(roles)),
  };
}

/** To whom nothing is near yet: what any stranger would see here, the evening in progress and the next ones. */
async function listAround(
  viewer: Viewer,
  near: EventCard[],
): Promise<{ now?: EventCard; coming: EventCard[] }> {
  const known = new Set(near.map(({ id }) => id));
  const all = await listEvents(db, viewer, { when: 'coming', limit: MOST_AROUND + near.length });
  const others = all.filter(({ id, phase }) => !known.has(id) && phase !== 'cancelled');
  const now = others.find(({ phase }) => phase === 'on');
  return { now, coming: others.filter((card) => card !== now).slice(0, MOST_AROUND) };
}

const isThere = (card: EventCard | undefined): card is EventCard => card !== undefined;

const holds = ({ own }: EventCard) => own?.seat === 'held' || own?.answer === 'remote';

/** The next seat that is held; else the first answer that is awaited; else what comes next. */
function featured(alive: EventCard[], awaiting: EventCard[]): EventCard | undefined {
  return alive.find(holds) ?? awaiting[0] ?? alive.find(({ own }) => own?.answer !== 'declined');
}

type Kind = 'seatHeld' | 'remoteHeld' | 'invited' | 'nothing';

function kindOf(card: EventCard, awaiting: EventCard[]): Kind {
  if (card.own?.seat === 'held') return 'seatHeld';
  if (card.own?.answer === 'remote') return 'remoteHeld';
  return awaiting.includes(card) ? 'invited' : 'nothing';
}
