import type { Row } from '#db/schema';
import { countRecoveryCodes, needsSecondFactor } from '../domain/members/factors.server';
import type { SecurityChange } from '../domain/members/rules';
import { mintSecret } from '../domain/members/secrets.server';
import { localPath } from '../domain/rules';
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
    case 'sign-in':
    case 'reset-factors':
    case 'security-changed':
    case 'address-known':
      return toMember(reading, letter, letter.kind);
    case 'leaving-begun':
    case 'leaving-done':
    case 'inactive-noticed':
    case 'export-ready':
      return leavingLetter(reading, letter);
    case 'leave-address':
      return leaveAddress(reading, letter);
    case 'take-address':
      return takeAddress(reading, letter);
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

/** Letters to a member: who is suspended, or gone, is not written to. */
async function toMember(
  { db, contactOf }: Reading,
  letter: Row<'letters'>,
  kind:
    | 'already-member'
    | 'reset-password'
    | 'password-changed'
    | 'sign-in'
    | 'reset-factors'
    | 'security-changed'
    | 'address-known',
): Promise<Written> {
  const { about, email } = letter;
  const entrance = { loginUrl: link('/login'), resetUrl: link('/reset') };
  // Of whom an address is, its letter knows; the one who asked is not named.
  if (kind === 'address-known') return { kind, props: { name: contactOf(letter)?.name ?? '', ...entrance } };
  const member = await db
    .selectFrom('members as m')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .select(['m.id', 'm.timezone', 'm.name', 'c.email'])
    .where('m.id', '=', String(about.member))
    .where('m.suspended_at', 'is', null)
    .executeTakeFirst();
  if (!member) return { drop: 'there is no such member any more' };
  const { name, timezone } = member;
  const at = new Date(String(about.at));
  const { resetUrl } = entrance;
  if (kind === 'already-member') return { kind, props: { name, ...entrance } };
  if (kind === 'password-changed') return { kind, props: { name, timezone, at, resetUrl } };
  if (kind === 'security-changed') {
    const { left } = await countRecoveryCodes(db, member.id);
    const what = about.what as SecurityChange;
    const [from, to] = [String(about.from ?? ''), String(about.to ?? '')];
    return {
      kind,
      props: { name, what, at, timezone, left, from, to, resetUrl, securityUrl: link('/settings/security') },
    };
  }
  // These open the account: what was its address when they were asked for may be somebody else's by now.
  if (member.email.toLowerCase() !== email.toLowerCase()) return { drop: 'the address is no longer theirs' };
  if (kind === 'reset-factors' && !(await needsSecondFactor(db, member.id)))
    return { drop: 'there is no second factor to take away' };
  const purpose = kind;
  const token = await mintSecret(db, { purpose, email, object: member.id });
  if (kind === 'sign-in') {
    const next = localPath(about.next);
    const going = next === '/' ? '' : `?${new URLSearchParams({ next })}`;
    return { kind, props: { name, signInUrl: link(`/login/link/${token}${going}`) } };
  }
  const page = kind === 'reset-factors' ? '/login/factors' : '/reset';
  return { kind, props: { name, resetUrl: link(`${page}/${token}`) } };
}

const changeOf = (db: Reading['db'], { about }: Row<'letters'>) =>
  db
    .selectFrom('email_changes as e')
    .innerJoin('members as m', 'm.id', 'e.member_id')
    .select(['e.id', 'e.email', 'e.released_at', 'm.name', 'm.handle', 'm.timezone'])
    .where('e.id', '=', String(about.change))
    .where('e.expires_at', '>', new Date())
    .executeTakeFirst();

const CHANGE_OVER = { drop: 'the change of address is over' };

async function leaveAddress({ db }: Reading, letter: Row<'letters'>): Promise<Written> {
  const change = await changeOf(db, letter);
  if (!change) return CHANGE_OVER;
  const { name, email: next, released_at: waitsUntil, timezone } = change;
  const token = await mintSecret(db, { purpose: 'leave-address', email: letter.email, object: change.id });
  return {
    kind: 'leave-address',
    props: { name, next, waitsUntil, timezone, answerUrl: link(`/address/leave/${token}`) },
  };
}

/** Whoever reads it may be a stranger, by a slip of the pen: it names the account by its handle alone. */
async function takeAddress({ db }: Reading, letter: Row<'letters'>): Promise<Written> {
  const change = await changeOf(db, letter);
  if (!change) return CHANGE_OVER;
  const token = await mintSecret(db, { purpose: 'take-address', email: letter.email, object: change.id });
  const language = letter.about.language === 'en' ? 'en' : 'fr';
  return {
    kind: 'take-address',
    language,
    props: { name: '', handle: change.handle, takeUrl: link(`/address/take/${token}`) },
  };
}
