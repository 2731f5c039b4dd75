import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Row } from '#db/schema';
import { eventUid } from '#emails/calendar';
import type { EventFacts } from '#emails/mail';
import { origin } from '../config.server';

/** An event as letters and calendars need it. */
export interface EventRead {
  row: Row<'events'>;
  held: number;
  hosts: string[];
  display: string;
  communityDisplay: string;
  communityHidden: boolean;
}

export async function readEvents(db: Db, ids: string[]): Promise<Map<string, EventRead>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('events')
    .leftJoin('hashtags as h', 'h.tag', 'events.hashtag')
    .innerJoin('communities as c', 'c.id', 'events.community_id')
    .innerJoin('hashtags as ch', 'ch.tag', 'c.hashtag')
    .selectAll('events')
    .select([
      sql<string>`coalesce(h.display, events.spelling, events.hashtag)`.as('display'),
      'ch.display as communityDisplay',
      sql<boolean>`c.visibility = 'hidden'`.as('communityHidden'),
      sql<number>`(select count(*)::int from rsvps where event_id = events.id and seat = 'held')`.as('held'),
      sql<string[]>`array(select m.public_name from hosts join members m on m.id = hosts.member_id
        where hosts.event_id = events.id and m.leaving_at is null order by m.public_name)`.as('hosts'),
    ])
    .where(sql<boolean>`events.id = any(${ids}::uuid[])`)
    .execute();
  return new Map(
    rows.map(({ held, hosts, display, communityDisplay, communityHidden, ...row }) => [
      row.id,
      { row, held, hosts, display, communityDisplay, communityHidden },
    ]),
  );
}

interface EventReader {
  among: boolean;
  remote?: boolean;
  /** Of its community. */
  insider?: boolean;
}

/**
 * What a letter may say of an event to one reader: the address, the online link and the name of a hidden
 * community are left out for those they are kept from.
 */
export function factsFor(event: EventRead, reader: EventReader): EventFacts {
  const { row } = event;
  const namesCommunity = reader.insider || !event.communityHidden;
  const seesAddress = reader.among || row.address_visibility === 'everyone';
  const seesOnline = reader.among || reader.remote === true;
  return {
    uid: eventUid(row.id, origin()),
    sequence: row.sequence,
    title: row.title,
    hashtag: event.display,
    communityHashtag: namesCommunity ? event.communityDisplay : event.display,
    url: `${origin()}/events/${row.slug}`,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    timezone: row.timezone,
    place: row.place,
    address: seesAddress && row.address !== '' ? row.address : null,
    accessNotes: seesAddress && row.access_notes !== '' ? row.access_notes : null,
    isOnline: row.online_url !== '',
    onlineUrl: seesOnline && row.online_url !== '' ? row.online_url : null,
    organizers: event.hosts,
    capacity: row.capacity,
    goingCount: event.held,
    rsvpDeadline: row.rsvp_deadline,
  };
}
