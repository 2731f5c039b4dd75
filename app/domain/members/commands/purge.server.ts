import { type RawBuilder, sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announceMemberAccess } from '../../../notices/announce.server';
import { getSettings } from '../../instance/queries.server';

/** What the clock does: forgets sessions, secrets and requests whose time has passed. */
export async function purgeExpired(db: Db): Promise<void> {
  const now = new Date();
  await withTransaction(db, async (trx) => {
    const ended = await trx
      .deleteFrom('sessions')
      .where((eb) => eb.or([eb('expires_at', '<=', now), eb('ends_at', '<=', now)]))
      .returning('user_id')
      .execute();
    for (const member of new Set(ended.map(({ user_id }) => user_id)))
      await announceMemberAccess(trx, member);
  });
  await db.deleteFrom('signups').where('expires_at', '<=', now).execute();
  await db.deleteFrom('rsvp_requests').where('expires_at', '<=', now).execute();
  // A day longer than it can be used, so that "has been used" can be told from "never was".
  await db.deleteFrom('secrets').where('expires_at', '<=', sql<Date>`now() - interval '1 day'`).execute();
}

/**
 * What the clock does: forgets invitations left unanswered, and the addresses that nothing else speaks
 * of: no account, no answer, no invitation, no wish to be left in peace.
 */
export async function purgeSilentGuests(db: Db): Promise<void> {
  await withTransaction(db, async (trx) => {
    const { invitationDays } = await getSettings(trx);
    const before = sql<Date>`now() - make_interval(days => ${invitationDays})`;
    const ids = [...(await forgetOfEvents(trx, before)), ...(await forgetOfCommunities(trx, before))];
    if (ids.length === 0) return;
    const elsewhere = (table: 'members' | 'rsvps' | 'invitations' | 'community_invitations') =>
      sql<boolean>`exists (select 1 from ${sql.table(table)} other where other.contact_id = contacts.id)`;
    const gone = await trx
      .deleteFrom('contacts')
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('unsubscribed_at', 'is', null)
      .where('suppressed_at', 'is', null)
      .where(
        sql<boolean>`not exists (select from mail_preferences p where p.contact_id = contacts.id and not p.wanted)`,
      )
      .where((eb) =>
        eb.not(
          eb.or([
            elsewhere('members'),
            elsewhere('rsvps'),
            elsewhere('invitations'),
            elsewhere('community_invitations'),
          ]),
        ),
      )
      .returning('email')
      .execute();
    const emails = gone.map(({ email }) => email.toLowerCase());
    await trx.deleteFrom('letters').where(sql<boolean>`lower(email) = any(${emails}::text[])`).execute();
  });
}

/** Invitations to events that ended before a time. @returns whom they were for */
async function forgetOfEvents(trx: Trx, before: RawBuilder<Date>): Promise<string[]> {
  const forgotten = await trx
    .deleteFrom('invitations')
    .using('events')
    .whereRef('events.id', '=', 'invitations.event_id')
    .where('events.ends_at', '<', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('rsvps')
            .select('rsvps.id')
            .whereRef('rsvps.event_id', '=', 'invitations.event_id')
            .whereRef('rsvps.contact_id', '=', 'invitations.contact_id'),
        ),
      ),
    )
    .returning('invitations.contact_id')
    .execute();
  return forgotten.map(({ contact_id }) => contact_id);
}

/** Invitations to communities that were sent before a time, taken back ones among them. @returns whom they were for */
async function forgetOfCommunities(trx: Trx, before: RawBuilder<Date>): Promise<string[]> {
  const forgotten = await trx
    .deleteFrom('community_invitations')
    .where('accepted_at', 'is', null)
    .where('created_at', '<', before)
    .returning('contact_id')
    .execute();
  return forgotten.map(({ contact_id }) => contact_id);
}
