import type { Row } from '#db/schema';
import { mintSecret } from '../domain/members/secrets.server';
import { factsFor } from './event-facts.server';
import { leavingLetter } from './letters-of-leaving.server';
import { idIn, link, type Reading, type Written } from './reading.server';

/** Letters about accounts and addresses; each mints its one-time secret as it is written. */
export async function accountLetter(reading: Reading, letter: Row<'letters'>): Promise<Written | undefined> {
  switch (letter.kind) {
    case 'confirm-signup':
      return confirmSignUp(reading, letter);
    case 'confirm-rsvp':
      return confirmRsvp(reading, letter);
    case 'already-member':
    case 'reset-password':
    case 'password-changed':
      return toMember(reading, letter, letter.kind);
    case 'leaving-begun':
    case 'leaving-done':
    case 'inactive-noticed':
    case 'export-ready':
      return leavingLetter(reading, letter);
    case 'test':
      return { kind: 'test', props: { name: reading.contactOf(letter)?.name ?? '' } };
    default:
      return undefined;
  }
}

async function confirmSignUp({ db }: Reading, { about, email }: Row<'letters'>): Promise<Written> {
  const signup = await db
    .selectFrom('signups')
    .selectAll()
    .where('id', '=', String(about.signup))
    .executeTakeFirst();
  if (!signup) return { drop: 'the sign-up was confirmed or has expired' };
  const token = await mintSecret(db, { purpose: 'confirm-signup', email, object: signup.id });
  const { name, handle, language } = signup;
  return {
    kind: 'confirm-signup',
    language,
    props: { name, handle, confirmUrl: link(`/join/confirm/${token}`) },
  };
}

async function confirmRsvp(reading: Reading, letter: Row<'letters'>): Promise<Written> {
  const { db } = reading;
  const event = reading.eventOf(letter);
  const request = await db
    .selectFrom('rsvp_requests')
    .selectAll()
    .where('id', '=', String(idIn(letter, 'request')))
    .executeTakeFirst();
  if (!event || !request) return { drop: 'the answer was confirmed or has expired' };
  const token = await mintSecret(db, { purpose: 'confirm-rsvp', email: letter.email, object: request.id });
  const { name, answer, language } = request;
  return {
    kind: 'confirm-rsvp',
    language,
    props: {
      name,
      answer,
      event: factsFor(event, { among: false }),
      confirmUrl: link(`/rsvp/confirm/${token}`),
    },
  };
}

async function toMember(
  { db }: Reading,
  { about, email }: Row<'letters'>,
  kind: 'already-member' | 'reset-password' | 'password-changed',
): Promise<Written> {
  const member = await db
    .selectFrom('members as m')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .select(['m.id', 'm.timezone', 'm.name', 'c.email'])
    .where('m.id', '=', String(about.member))
    .where('m.suspended_at', 'is', null)
    .executeTakeFirst();
  if (!member) return { drop: 'there is no such member any more' };
  const { name, timezone } = member;
  if (kind === 'already-member') {
    return { kind, props: { name, loginUrl: link('/login'), resetUrl: link('/reset') } };
  }
  if (kind === 'password-changed') {
    return { kind, props: { name, timezone, at: new Date(String(about.at)), resetUrl: link('/reset') } };
  }
  const token = await mintSecret(db, { purpose: 'reset-password', email, object: member.id });
  return { kind, props: { name, resetUrl: link(`/reset/${token}`) } };
}
