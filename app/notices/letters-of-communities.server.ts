import type { Row } from '#db/schema';
import { leadOf, renderMarkdown } from '../markdown.server';
import { factsFor } from './event-facts.server';
import { idIn, link, type Reading, stopLink, type Written } from './reading.server';

type Letter = Row<'letters'>;

/** Letters a community writes to its members, and to who follows it; none to who has left since. */
export async function communityLetter(reading: Reading, letter: Letter): Promise<Written | undefined> {
  switch (letter.kind) {
    case 'community-announcement':
      return announcement(reading, letter);
    case 'evening-called':
      return eveningCalled(reading, letter);
    default:
      return undefined;
  }
}

const GONE = { drop: 'they are not in the community any more' };

async function announcement(reading: Reading, letter: Letter): Promise<Written> {
  const community = reading.communityOf(letter);
  if (!community || reading.standingIn(letter) !== 'member') return GONE;
  const told = await toldIn(reading, idIn(letter, 'announcement') ?? '');
  if (!told) return { drop: 'the announcement was taken back' };
  return {
    kind: 'community-announcement',
    props: {
      name: reading.contactOf(letter)?.name ?? '',
      community: community.display,
      title: told.title,
      authorName: told.author ?? `#${community.display}`,
      html: renderMarkdown(told.text),
      lead: leadOf(told.text, 140),
      pageUrl: link(`/c/${encodeURIComponent(community.tag)}/announcements`),
      unsubscribeUrl: await stopLink(reading.db, letter),
      choicesUrl: link('/settings/letters'),
    },
  };
}

interface Told {
  title: string;
  text: string;
  author: string | null;
}

const read = new WeakMap<Reading, Map<string, Promise<Told | undefined>>>();

/** A whole mailing tells the same: asked once a batch. */
function toldIn(reading: Reading, id: string): Promise<Told | undefined> {
  const known = read.get(reading) ?? new Map<string, Promise<Told | undefined>>();
  read.set(reading, known);
  let told = known.get(id);
  if (!told) {
    told = reading.db
      .selectFrom('community_announcements as a')
      .leftJoin('members as m', (join) =>
        join.onRef('m.id', '=', 'a.author_id').on('m.leaving_at', 'is', null),
      )
      .select(['a.title', 'a.text', 'm.public_name as author'])
      .where('a.id', '=', id)
      .where('a.removed_at', 'is', null)
      .executeTakeFirst();
    known.set(id, told);
  }
  return told;
}

async function eveningCalled(reading: Reading, letter: Letter): Promise<Written> {
  const event = reading.eventOf(letter);
  const standing = reading.standingIn(letter);
  if (event?.row.status !== 'published' || event.row.starts_at <= new Date())
    return { drop: 'the event is off or has begun' };
  const isOpen = event.row.visibility === 'public' && !event.communityHidden;
  if (event.row.visibility === 'link' || !standing || (standing === 'follower' && !isOpen)) return GONE;
  if (reading.rsvpOf(letter) || reading.invitationOf(letter)) return { drop: 'they know of it by now' };
  const { capacity } = event.row;
  return {
    kind: 'evening-called',
    props: {
      name: reading.contactOf(letter)?.name ?? '',
      event: factsFor(event, { among: false, insider: standing === 'member' }),
      as: standing,
      freeSeats: capacity === null ? null : Math.max(0, capacity - event.held),
      unsubscribeUrl: await stopLink(reading.db, letter),
      choicesUrl: link('/settings/letters'),
    },
  };
}
