import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Answer, Database, Row, Seat } from '#db/schema';
import { KEPT_FROM, OVER_ALLOWANCE } from '../../notices/catalogue';
import { isKeptFrom } from '../members/blocks.server';
import { idInToken, isGenuine } from '../members/links.server';
import type { Self, Viewer } from '../members/rules';
import { nameFor } from '../members/visibility.server';
import { type InvitationStatus, REMINDER_PAUSE_HOURS } from './rules';

export interface InvitationRow {
  id: string;
  email: string;
  name: string;
  status: InvitationStatus;
  answer: Answer | null;
  seat: Seat | null;
  /** Why its letter failed, in the mail server's words. */
  reason: string | null;
  /** Why none was sent: the address takes no letters from here (whatever the reason), or had enough today. */
  unsent: 'unwilling' | 'enough' | null;
  remindedAt: string | null;
}

const calledBy = (viewer: Viewer) =>
  sql<string>`case when m.id is null then coalesce(nullif(r.name, ''), i.name) else ${nameFor(viewer, 'm')} end`;

/** An event's invitations and what became of each. For who manages it: the caller has asked. */
export async function listInvitations(db: Db, viewer: Viewer, eventId: string): Promise<InvitationRow[]> {
  const rows = await db
    .selectFrom('invitations as i')
    .innerJoin('contacts as c', 'c.id', 'i.contact_id')
    .leftJoin('rsvps as r', (join) =>
      join.onRef('r.event_id', '=', 'i.event_id').onRef('r.contact_id', '=', 'i.contact_id'),
    )
    // a member goes by their own name once they have answered, not before
    .leftJoin('members as m', (join) =>
      join.onRef('m.contact_id', '=', 'r.contact_id').on('r.added', '=', false),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('letters as l')
          .select(['l.state', 'l.reason', 'l.email'])
          .whereRef('l.invitation_id', '=', 'i.id')
          .orderBy('l.created_at', 'desc')
          .limit(1)
          .as('letter'),
      (join) => join.onTrue(),
    )
    .select([
      'i.id',
      // Where it was sent: whoever changed their address since does not tell who invited them.
      sql<string>`coalesce(letter.email, c.email)`.as('email'),
      calledBy(viewer).as('name'),
      'i.opened_at',
      'i.revoked_at',
      'i.reminded_at',
      'r.answer',
      'r.seat',
      'letter.state',
      'letter.reason',
    ])
    .where('i.event_id', '=', eventId)
    .orderBy(sql`${calledBy(viewer)} = ''`)
    .orderBy(sql`${calledBy(viewer)} collate "fr-x-icu"`)
    .orderBy('email')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    status: statusOf(row),
    answer: row.answer,
    seat: row.seat,
    reason: row.state === 'failed' ? row.reason : null,
    unsent: row.state === 'dropped' ? (UNSENT[row.reason ?? ''] ?? null) : null,
    remindedAt: row.reminded_at?.toISOString() ?? null,
  }));
}

const UNSENT: Record<string, InvitationRow['unsent']> = {
  suppressed: 'unwilling',
  unsubscribed: 'unwilling',
  [OVER_ALLOWANCE]: 'enough',
};

function statusOf(row: {
  revoked_at: Date | null;
  opened_at: Date | null;
  answer: Answer | null;
  state: Row<'letters'>['state'] | null;
  reason: string | null;
}): InvitationStatus {
  if (row.revoked_at) return 'revoked';
  if (row.answer) return 'answered';
  if (row.opened_at) return 'opened';
  // Nobody is told who wants nothing from them.
  if (row.reason === KEPT_FROM) return 'sent';
  if (row.state === 'failed' || row.state === 'dropped') return 'failed';
  return row.state === 'sent' ? 'sent' : 'queued';
}

export interface OpenInvitation extends Row<'invitations'> {
  slug: string;
  called: string;
  contactLanguage: 'fr' | 'en' | null;
  inviter: string | null;
}

/**
 * The invitation a mailed link speaks of, until its event is over.
 * @returns undefined for a token that is not genuine, revoked or expired
 */
export async function findInvitationByToken(
  db: Db | Trx,
  token: string,
): Promise<OpenInvitation | undefined> {
  const id = idInToken(token);
  if (!id) return undefined;
  const row = await db
    .selectFrom('invitations')
    .innerJoin('events', 'events.id', 'invitations.event_id')
    .innerJoin('contacts', 'contacts.id', 'invitations.contact_id')
    .leftJoin('members as inviters', 'inviters.id', 'invitations.invited_by')
    .selectAll('invitations')
    .select([
      'events.slug',
      'invitations.name as called',
      'contacts.language as contactLanguage',
      'inviters.public_name as inviter',
    ])
    .where('invitations.id', '=', id)
    .where('invitations.revoked_at', 'is', null)
    .where('events.status', '!=', 'draft')
    .where('events.ends_at', '>', sql<Date>`now() - interval '1 day'`)
    .executeTakeFirst();
  return row && (await isGenuine(db, token, 'invitation', row)) ? row : undefined;
}

/** An invitation without an answer, and who sent it. */
export interface AwaitedAnswer {
  eventId: string;
  inviter: string | null;
}

const inviterFor = (self: Self) =>
  sql<string | null>`case when m.id is not null then ${nameFor({ member: self, keys: [] }, 'm')} end`;

/** The invitations that wait for a member's answer, for the events they may find; none by whom they blocked. */
export function listUnanswered(db: Db, self: Self): Promise<AwaitedAnswer[]> {
  return db
    .selectFrom('invitations as i')
    .leftJoin('members as m', 'm.id', 'i.invited_by')
    .select(['i.event_id as eventId', inviterFor(self).as('inviter')])
    .where('i.contact_id', '=', self.contactId)
    .where('i.revoked_at', 'is', null)
    .where(sql<boolean>`not ${isKeptFrom(self.contactId, sql.ref('i.invited_by'))}`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('rsvps as r')
            .select('r.id')
            .whereRef('r.event_id', '=', 'i.event_id')
            .whereRef('r.contact_id', '=', 'i.contact_id'),
        ),
      ),
    )
    .execute();
}

/** Invitations whose people said nothing yet and may be written to again: not just invited, not just reminded. */
export const isRemindable = (eb: ExpressionBuilder<Database, 'invitations'>): Expression<SqlBool> => {
  const pause = sql<Date>`now() - make_interval(hours => ${sql.lit(REMINDER_PAUSE_HOURS)})`;
  return eb.and([
    eb('invitations.revoked_at', 'is', null),
    eb.or([eb('invitations.reminded_at', 'is', null), eb('invitations.reminded_at', '<', pause)]),
    eb('invitations.created_at', '<', sql<Date>`now() - interval '1 hour'`),
    eb.not(
      eb.exists(
        eb
          .selectFrom('rsvps')
          .select('rsvps.id')
          .whereRef('rsvps.event_id', '=', 'invitations.event_id')
          .whereRef('rsvps.contact_id', '=', 'invitations.contact_id'),
      ),
    ),
  ]);
};

/** How many a reminder would go to now. For who manages the event: the caller has asked. */
export async function countRemindable(db: Db, eventId: string): Promise<number> {
  const { silent } = await db
    .selectFrom('invitations')
    .select(sql<number>`count(*)::int`.as('silent'))
    .where('event_id', '=', eventId)
    .where(isRemindable)
    .executeTakeFirstOrThrow();
  return silent;
}
