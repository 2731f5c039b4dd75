import { db } from '#db/client';
import { origin } from '../../config.server';
import { findBelonging } from '../../domain/communities/belonging.server';
import { findCharter } from '../../domain/communities/charters.server';
import { listRoleHolders } from '../../domain/communities/queries.server';
import { canCallMeetups } from '../../domain/communities/rules';
import { listEvents, pageOfEvents } from '../../domain/events/listings.server';
import { readKeyset } from '../../domain/keyset.server';
import { wordsFor } from '../../locales/i18n.server';
import { leadOf } from '../../markdown.server';
import { rowsOf } from '../events._index/rows.server';
import { communityAt } from './community.server';

const MOST_DRAFTS = 60;

/** What `/c/:community` and its `events` show alike; with `?after=`, or `?past&after=`, the next page of one of its lists. */
export async function loadTables(request: Request, named: string | undefined) {
  const { viewer, community, roles, path } = await communityAt(request, named);
  const t = await wordsFor(request);
  const canCall = canCallMeetups(roles);
  const query = new URL(request.url).searchParams;
  const after = readKeyset(query.get('after'));
  /** A page further on is of one list alone. */
  const further = after && (query.has('past') ? 'past' : 'coming');
  const list = async (when: 'coming' | 'past') => {
    if (further && further !== when) return null;
    const { events, next } = await pageOfEvents(db, viewer, { when, communityId: community.id, after });
    return { rows: await rowsOf(request, events), next };
  };
  const drafted = { when: 'drafts', communityId: community.id, limit: MOST_DRAFTS } as const;
  const [coming, past, drafts, charter, behind, own] = await Promise.all([
    list('coming'),
    list('past'),
    canCall && !further ? rowsOf(request, await listEvents(db, viewer, drafted)) : [],
    further ? undefined : findCharter(db, community.id),
    further ? [] : listRoleHolders(db, community.id),
    viewer.member && !roles ? findBelonging(db, viewer.member, community.id) : null,
  ]);
  // Nobody is told to join where no door opens to them.
  const mayCome = own?.banned == null && (community.admission !== 'invitation' || own?.invited === true);
  return {
    title: `#${community.name}`,
    description: leadOf(community.description, 160) || t('communities.description'),
    tag: community.tag,
    path,
    standing: canCall ? 'organizer' : roles ? 'member' : mayCome ? 'outsider' : 'keptOut',
    coming,
    past,
    drafts,
    // What a hidden one has is for nobody's reader.
    calendar: community.hidden ? null : `${origin()}${path}/calendar.ics`,
    word: charter && { version: charter.version, lines: linesOf(charter.text) },
    behind: behind.slice(0, 24).map(({ handle, name, portrait }) => ({ handle, name, portrait })),
  } as const;
}

const MOST_LINES = 5;

/** The first lines of a charter in plain words: promises are short. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => leadOf(line.replace(/^\s*(?:[-*+>#]+|\d+[.)])\s+/, ''), 120))
    .filter(Boolean)
    .slice(0, MOST_LINES);
