import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import type { Sending, Sent } from '../../addresses/rules';
import { isManager } from '../../events/commands/is-manager.server';
import { lockEvent } from '../../events/lock.server';
import { ensureContacts } from '../../members/contacts.server';
import type { Self } from '../../members/rules';
import { callerOf, wants } from '../../members/wishes.server';
import { type Language, type Refusal, refuse } from '../../rules';
import { isRemindable } from '../queries.server';

type InviteRefusal = 'notYours' | 'notPublished' | 'over';

/** Invites people to a published event, each with a link of their own. Nobody is invited twice. */
export function sendInvitations(
  db: Db | Trx,
  self: Self,
  eventId: string,
  { people, message, language }: Sending,
): Promise<Sent | Refusal<InviteRefusal>> {
  return withTransaction(db, async (trx) => {
    const closed = await whyNotInvite(trx, self, eventId);
    if (closed) return refuse(closed);
    const contacts = await ensureContacts(trx, people);
    const willing = await whoMayBeInvited(
      trx,
      eventId,
      contacts.map(({ id }) => id),
    );
    const names = new Map(people.map(({ email, name }) => [email.toLowerCase(), name]));
    const invitations = await invite(
      trx,
      willing.map(({ id, email }) => ({ id, name: names.get(email.toLowerCase()) ?? '' })),
      { event_id: eventId, invited_by: self.id, message, language },
    );
    if (invitations.length > 0) {
      await announce(trx, { kind: 'invitations-sent', event: eventId, invitations });
    }
    return {
      ok: true,
      sent: invitations.length,
      known: willing.length - invitations.length,
      unwilling: contacts.length - willing.length,
    };
  });
}

/** Those whose address takes letters, and who want invitations from the event's community. */
function whoMayBeInvited(trx: Trx, eventId: string, ids: string[]) {
  return trx
    .selectFrom('contacts as c')
    .select(['c.id', 'c.email'])
    .where(sql<boolean>`c.id = any(${ids}::uuid[])`)
    .where('c.suppressed_at', 'is', null)
    .where(wants('c', 'invitations', callerOf(eventId)))
    .execute();
}

async function whyNotInvite(trx: Trx, self: Self, eventId: string): Promise<InviteRefusal | undefined> {
  if (!(await isManager(trx, self, eventId))) return 'notYours';
  const event = await lockEvent(trx, eventId);
  if (event?.status !== 'published') return 'notPublished';
  return event.ends_at <= new Date() ? 'over' : undefined;
}

/** New invitations, and revoked ones taken up again under a new link. */
async function invite(
  trx: Trx,
  people: { id: string; name: string }[],
  about: { event_id: string; invited_by: string; message: string; language: Language },
): Promise<string[]> {
  if (people.length === 0) return [];
  const rows = await sql<{ id: string }>`
    insert into invitations (event_id, contact_id, name, invited_by, message, language)
    select ${about.event_id}, c, name, ${about.invited_by}, ${about.message}, ${about.language}
    from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ name }) => name)}::text[]) as p (c, name)
    where not exists (select 1 from rsvps where rsvps.event_id = ${about.event_id} and rsvps.contact_id = c)
    on conflict (event_id, contact_id) do update
      set version = invitations.version + 1, revoked_at = null, opened_at = null, reminded_at = null,
          name = coalesce(nullif(excluded.name, ''), invitations.name), invited_by = excluded.invited_by, message = excluded.message, language = excluded.language
      where invitations.revoked_at is not null
    returning id`.execute(trx);
  return rows.rows.map(({ id }) => id);
}

/** Writes again to those who have not answered; not to who was reminded in the last two days. */
export function remindSilent(
  db: Db,
  self: Self,
  eventId: string,
): Promise<{ ok: true; reminded: number } | Refusal<InviteRefusal>> {
  return withTransaction(db, async (trx) => {
    const closed = await whyNotInvite(trx, self, eventId);
    if (closed) return refuse(closed);
    const reminded = await trx
      .updateTable('invitations')
      .set({ reminded_at: new Date() })
      .where('event_id', '=', eventId)
      .where(isRemindable)
      .returning('id')
      .execute();
    const invitations = reminded.map(({ id }) => id);
    if (invitations.length > 0) {
      await announce(trx, { kind: 'invitations-reminded', event: eventId, invitations });
    }
    return { ok: true, reminded: invitations.length };
  });
}

/** Takes an invitation back: its link stops working, a letter still queued is not sent. */
export function revokeInvitation(
  db: Db,
  self: Self,
  eventId: string,
  invitationId: string,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    if (!(await isManager(trx, self, eventId))) return refuse('notYours');
    await trx
      .updateTable('invitations')
      .set((eb) => ({ revoked_at: new Date(), version: eb('version', '+', 1) }))
      .where('id', '=', invitationId)
      .where('event_id', '=', eventId)
      .where('revoked_at', 'is', null)
      .execute();
    const { hashtag } = await trx
      .selectFrom('events')
      .select('hashtag')
      .where('id', '=', eventId)
      .executeTakeFirstOrThrow();
    await announce(trx, { kind: 'hashtag-access-changed', hashtags: [hashtag] });
    return { ok: true };
  });
}

/** A person, not a scanner, looked at the page behind the link. */
export async function noteOpened(db: Db, invitationId: string): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ opened_at: new Date() })
    .where('id', '=', invitationId)
    .where('opened_at', 'is', null)
    .execute();
}
