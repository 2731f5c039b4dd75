import { sql } from 'kysely';
import type { Trx } from '#db/client';
import { readersOf } from '../domain/announcements/queries.server';
import { wants } from '../domain/members/wishes.server';
import type { Recipient } from './readers.server';

/** The members of a community who want its announcements by letter; not who wrote this one. */
export async function ofMembersTold(trx: Trx, community: string, announcement: string): Promise<Recipient[]> {
  const written = await trx
    .selectFrom('community_announcements')
    .select('author_id')
    .where('id', '=', announcement)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!written) return [];
  const rows = await readersOf(trx, community, written.author_id).select(['c.id', 'c.email']).execute();
  return rows.map(({ id, email }) => ({
    contactId: id,
    email,
    letter: 'community-announcement',
    about: { community, announcement },
  }));
}

/**
 * Those an evening's community tells that it was called: its members, and of a public evening whoever follows the
 * community. Not its hosts, nor who is invited or has answered; one by link is told to nobody.
 */
export async function ofCalled(trx: Trx, event: string): Promise<Recipient[]> {
  const { rows } = await sql<{ id: string; email: string; community: string }>`
    select distinct c.id, c.email, e.community_id as community
    from events e
    join communities g on g.id = e.community_id
    join lateral (
      select member_id from memberships where community_id = g.id
      union
      select f.member_id from follows f
      where f.community_id = g.id and e.visibility = 'public' and g.visibility = 'public'
        and not exists (select from bans b where b.community_id = g.id and b.member_id = f.member_id)
    ) told on true
    join members m on m.id = told.member_id
    join contacts c on c.id = m.contact_id
    where e.id = ${event} and e.status = 'published' and e.visibility <> 'link' and e.starts_at > now()
      and m.suspended_at is null and m.leaving_at is null and c.suppressed_at is null
      and not exists (select from hosts h where h.event_id = e.id and h.member_id = m.id)
      and not exists (select from rsvps r where r.event_id = e.id and r.contact_id = c.id)
      and not exists (select from invitations i where i.event_id = e.id and i.contact_id = c.id)
      and ${wants('c', 'evenings', sql`e.community_id`)}
  `.execute(trx);
  return rows.map(({ id, email, community }) => ({
    contactId: id,
    email,
    letter: 'evening-called',
    about: { event, community },
  }));
}
