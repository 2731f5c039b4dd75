import { type SelectQueryBuilder, sql } from 'kysely';
import type { Trx } from '#db/client';
import type { Database } from '#db/schema';
import type { LetterKind } from '#emails/props';
import { callerOf, wants } from '../domain/members/wishes.server';
import type { LetterNotice } from './catalogue';
import { recipientsOfBelonging } from './readers-of-belonging.server';
import { ofCalled, ofMembersTold } from './readers-of-communities.server';
import { recipientsOfModeration } from './readers-of-moderation.server';

/** Somebody a notice is told to, and what their letter is about: ids and what the notice carried. */
export interface Recipient {
  contactId: string | null;
  email: string;
  letter: LetterKind;
  about: Record<string, unknown>;
  invitationId?: string;
  /** Whether they answered the event themselves, and were not added by an organizer. */
  answered?: boolean;
  /** Not sent before; at once where it is not said. */
  notBefore?: Date;
  /** The member whose doing it is that this person hears of it at all; who blocked them does not. */
  by?: string | null;
}

/** Who is told of a notice, and by which letter. */
export async function recipientsOf(trx: Trx, notice: LetterNotice): Promise<Recipient[]> {
  switch (notice.kind) {
    case 'join-requested':
    case 'request-answered':
    case 'community-invitations-sent':
    case 'roles-received':
    case 'membership-ended':
      return recipientsOfBelonging(trx, notice);
    case 'signup-requested':
      return ofSignUp(trx, notice.signup);
    case 'password-reset-requested':
      return ofMember(trx, 'reset-password', { email: notice.email });
    case 'password-changed':
      return ofMember(trx, 'password-changed', { id: notice.member });
    case 'sign-in-requested':
      return ofMember(trx, 'sign-in', { email: notice.email }, { next: notice.next });
    case 'factors-reset-opened':
      return ofMember(trx, 'reset-factors', { id: notice.member });
    case 'security-changed': {
      const { member, what, before, handles } = notice;
      const told = await ofMember(trx, 'security-changed', { id: member }, { what, ...handles });
      // Who had the account before its address changed hears of it where they read.
      return told.flatMap((one) => (before ? [one, { ...one, contactId: null, email: before }] : [one]));
    }
    case 'address-change-requested':
      return ofEmailChange(trx, notice.change);
    case 'invitations-sent':
      return ofInvitations(trx, notice.invitations, false);
    case 'invitations-reminded':
      return ofInvitations(trx, notice.invitations, true);
    case 'rsvp-requested':
      return ofRequest(trx, notice.request);
    case 'rsvp-answered': {
      const { answer, seat, before } = notice;
      return ofRsvp(trx, 'rsvp-answered', notice.rsvp, { answer, seat, before });
    }
    case 'rsvp-removed':
    case 'seat-given':
    case 'offer-lapsed':
      return ofRsvp(trx, notice.kind, notice.rsvp);
    case 'seat-offered':
      return ofRsvp(trx, notice.kind, notice.rsvp, { until: notice.until });
    case 'event-changed': {
      const { changes, before } = notice;
      return [
        ...(await ofAnswers(trx, 'event-changed', notice.event, { changes, before })),
        ...(await ofSilent(trx, 'event-changed', notice.event, { changes, before })),
      ];
    }
    case 'event-cancelled':
      return [
        ...(await ofAnswers(trx, 'event-cancelled', notice.event)),
        ...(await ofSilent(trx, 'event-cancelled', notice.event)),
      ];
    case 'event-near':
      return ofAnswers(trx, 'event-near', notice.event, {}, (rsvps) =>
        rsvps
          .where((eb) =>
            eb.or([eb('rsvps.seat', '=', 'held'), eb('rsvps.answer', 'in', ['maybe', 'remote'])]),
          )
          .where(wants('c', 'reminders', callerOf(notice.event))),
      );
    case 'announcement-written':
      return ofSegment(trx, notice.event, notice.announcement);
    case 'leaving-begun':
      return ofMember(trx, notice.kind, { id: notice.member }, { why: notice.why });
    case 'leaving-done':
      return ofMember(trx, notice.kind, { id: notice.member });
    case 'inactive-noticed':
      return ofMember(trx, notice.kind, { id: notice.member }, { until: notice.until });
    case 'export-ready':
      return ofExport(trx, notice.export);
    case 'testimonial-offered':
    case 'testimonial-answered':
    case 'report-made':
    case 'report-decided':
    case 'report-told':
    case 'suspension-lifted':
      return recipientsOfModeration(trx, notice);
    case 'event-called':
      return ofCalled(trx, notice.event);
    case 'community-announced':
      return ofMembersTold(trx, notice.community, notice.announcement);
    case 'test-requested':
      return ofMember(trx, 'test', { id: notice.member });
  }
}

async function ofSignUp(trx: Trx, signup: string): Promise<Recipient[]> {
  const row = await trx
    .selectFrom('signups as s')
    .leftJoin('contacts as c', (join) => join.on(sql`lower(c.email)`, '=', sql`lower(s.email)`))
    .leftJoin('members as m', 'm.contact_id', 'c.id')
    .select(['s.email', 'c.id as contactId', 'm.id as member'])
    .where('s.id', '=', signup)
    .executeTakeFirst();
  if (!row) return [];
  const { email, contactId, member } = row;
  return [
    member
      ? { contactId, email, letter: 'already-member', about: { member } }
      : { contactId, email, letter: 'confirm-signup', about: { signup } },
  ];
}

async function ofMember(
  trx: Trx,
  letter: LetterKind,
  by: { email: string } | { id: string },
  more: Record<string, unknown> = {},
): Promise<Recipient[]> {
  const row = await trx
    .selectFrom('members as m')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .select(['m.id as member', 'c.id as contactId', 'c.email'])
    .where((eb) =>
      'id' in by ? eb('m.id', '=', by.id) : eb(sql`lower(c.email)`, '=', by.email.toLowerCase()),
    )
    .where('m.suspended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return [];
  const { member, contactId, email } = row;
  return [{ contactId, email, letter, about: { member, at: new Date().toISOString(), ...more } }];
}

async function ofExport(trx: Trx, id: string): Promise<Recipient[]> {
  const row = await trx
    .selectFrom('exports')
    .select('member_id')
    .where('id', '=', id)
    .where('state', '=', 'ready')
    .executeTakeFirst();
  return row ? ofMember(trx, 'export-ready', { id: row.member_id }, { export: id }) : [];
}

/** Both ends of a change of address; one that has an account already is told so, and nothing else. */
async function ofEmailChange(trx: Trx, change: string): Promise<Recipient[]> {
  const row = await trx
    .selectFrom('email_changes as e')
    .innerJoin('members as m', 'm.id', 'e.member_id')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .leftJoin('contacts as known', (join) => join.on(sql`lower(known.email)`, '=', sql`lower(e.email)`))
    .leftJoin('members as other', 'other.contact_id', 'known.id')
    .select(['e.email as next', 'c.id as contactId', 'c.email', 'c.language'])
    .select(['known.id as knownId', 'other.id as other'])
    .where('e.id', '=', change)
    .executeTakeFirst();
  if (!row) return [];
  const { email, next, contactId, knownId, other, language } = row;
  const about = { change, language };
  return [
    { contactId, email, letter: 'leave-address', about },
    { contactId: knownId, email: next, letter: other ? 'address-known' : 'take-address', about },
  ];
}

async function ofInvitations(trx: Trx, ids: string[], reminder: boolean): Promise<Recipient[]> {
  const rows = await trx
    .selectFrom('invitations as i')
    .innerJoin('contacts as c', 'c.id', 'i.contact_id')
    .select(['i.id', 'i.event_id', 'i.invited_by as by', 'c.id as contactId', 'c.email'])
    .where(sql<boolean>`i.id = any(${ids}::uuid[])`)
    .execute();
  return rows.map(({ id, event_id, by, contactId, email }) => ({
    contactId,
    email,
    by,
    letter: 'invitation',
    invitationId: id,
    about: { invitation: id, event: event_id, reminder },
  }));
}

async function ofRequest(trx: Trx, request: string): Promise<Recipient[]> {
  const row = await trx
    .selectFrom('rsvp_requests')
    .select(['email', 'event_id'])
    .where('id', '=', request)
    .executeTakeFirst();
  if (!row) return [];
  return [
    { contactId: null, email: row.email, letter: 'confirm-rsvp', about: { request, event: row.event_id } },
  ];
}

const answered = (trx: Trx) =>
  trx
    .selectFrom('rsvps')
    .innerJoin('contacts as c', 'c.id', 'rsvps.contact_id')
    .select(['rsvps.id as rsvp', 'rsvps.event_id as event', 'rsvps.added', 'rsvps.added_by as addedBy'])
    .select(['c.id as contactId', 'c.email']);

type AnsweredRow = {
  rsvp: string;
  event: string;
  added: boolean;
  addedBy: string | null;
  contactId: string;
  email: string;
};
type Answered = SelectQueryBuilder<Database & { c: Database['contacts'] }, 'rsvps' | 'c', AnsweredRow>;

const addressed =
  (letter: LetterKind, more: Record<string, unknown> = {}) =>
  ({ rsvp, event, added, addedBy, contactId, email }: AnsweredRow): Recipient => ({
    contactId,
    email,
    letter,
    answered: !added,
    by: added ? addedBy : null,
    about: { rsvp, event, ...more },
  });

async function ofRsvp(trx: Trx, letter: LetterKind, rsvp: string, more = {}): Promise<Recipient[]> {
  const rows = await answered(trx).where('rsvps.id', '=', rsvp).execute();
  return rows.map(addressed(letter, more));
}

/** Everybody who did not say no. */
async function ofAnswers(
  trx: Trx,
  letter: LetterKind,
  event: string,
  more = {},
  narrow: (rsvps: Answered) => Answered = (rsvps) => rsvps,
): Promise<Recipient[]> {
  const rows = await narrow(
    answered(trx).where('rsvps.event_id', '=', event).where('rsvps.answer', '!=', 'declined') as Answered,
  ).execute();
  return rows.map(addressed(letter, more));
}

/** Invited, and not heard of yet: their calendar may hold the invitation. */
async function ofSilent(trx: Trx, letter: LetterKind, event: string, more = {}): Promise<Recipient[]> {
  const rows = await trx
    .selectFrom('invitations as i')
    .innerJoin('contacts as c', 'c.id', 'i.contact_id')
    .leftJoin('rsvps as r', (join) =>
      join.onRef('r.event_id', '=', 'i.event_id').onRef('r.contact_id', '=', 'i.contact_id'),
    )
    .select(['i.id as invitation', 'i.invited_by as by', 'c.id as contactId', 'c.email'])
    .where('i.event_id', '=', event)
    .where('i.revoked_at', 'is', null)
    .where('r.id', 'is', null)
    .execute();
  return rows.map(({ invitation, by, contactId, email }) => ({
    contactId,
    email,
    by,
    letter,
    about: { invitation, event, ...more },
  }));
}

async function ofSegment(trx: Trx, event: string, announcement: string): Promise<Recipient[]> {
  const { segment } = await trx
    .selectFrom('announcements')
    .select('segment')
    .where('id', '=', announcement)
    .executeTakeFirstOrThrow();
  if (segment === 'silent') return ofSilent(trx, 'announcement', event, { announcement });
  return ofAnswers(trx, 'announcement', event, { announcement }, (rsvps) =>
    (segment === 'going' || segment === 'waiting'
      ? rsvps.where('rsvps.seat', 'in', segment === 'going' ? ['held'] : ['waiting', 'offered'])
      : rsvps.where('rsvps.answer', '=', segment)
    ).where(wants('c', 'words', callerOf(event))),
  );
}
