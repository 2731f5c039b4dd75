import { z } from 'zod';
import { emailAddress, type Language, line, problem, someLine, timeZone } from '../rules';

/** Who is reading: a member or nobody, and what the links they came with prove. */
export interface Viewer {
  member: Self | null;
  /** A link from a letter opens one event, as one contact. */
  keys: readonly { event: string; contact: string }[];
}

/** A member as known to themselves. */
export interface Self {
  id: string;
  contactId: string;
  handle: string;
  name: string;
  /** What everybody sees: the name, or the handle. */
  publicName: string;
  /** Id of a picture. */
  portrait: string | null;
  email: string;
  language: Language | null;
  timezone: string;
  steward: boolean;
  /** False while their hats, and a steward's keys, sleep: the instance asks who wears them for a second factor. */
  trusted: boolean;
}

/** Kinds of letters somebody may stop; the others answer what they do, or guard their account. */
export const MAIL_KINDS = [
  'announcements',
  'evenings',
  'invitations',
  'reminders',
  'requests',
  'words',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** Whom a member shows a field of their profile: nobody is nobody but themselves. */
export const AUDIENCES = ['everyone', 'communities', 'nobody'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a viewer is to a member: themselves, in a community with them and not blocked either way, or neither. */
export type Standing = 'self' | 'close' | 'stranger';

export const isSeen = (audience: Audience, standing: Standing): boolean =>
  standing === 'self' || audience === 'everyone' || (audience === 'communities' && standing === 'close');

/** The `suppressed_reason` of an address that its owner asked to be left in peace; else it is a mail server's words. */
export const AT_THEIR_REQUEST = 'at their request';
export type SuppressedBy = 'returned' | 'asked';

export function suppressedBy(reason: string | null): SuppressedBy | null {
  if (reason === null) return null;
  return reason === AT_THEIR_REQUEST ? 'asked' : 'returned';
}

export const stranger: Viewer = { member: null, keys: [] };

/** The contact a viewer answers one event as. */
export function contactFor(viewer: Viewer, eventId: string): string | null {
  return viewer.keys.find((key) => key.event === eventId)?.contact ?? viewer.member?.contactId ?? null;
}

export const handle = z
  .string({ error: problem('required') })
  .overwrite((typed) => typed.normalize('NFKC').trim().replace(/^@/, ''))
  .min(1, { error: problem('required'), abort: true })
  .regex(/^[A-Za-z0-9_]{2,20}$/, problem('handle'));

/** Long rather than odd: ASVS 5.0 6.2.1 and 6.2.5 ask for length and no composition rules. */
export const newPassword = z
  .string({ error: problem('required') })
  .min(10, problem('passwordShort', { min: 10 }))
  .max(200, problem('tooLong', { max: 200 }));

export const signUpInput = z
  .object({
    email: emailAddress,
    handle,
    name: someLine(80),
    password: newPassword,
    timezone: timeZone.catch('Europe/Paris'),
    ofAge: z.literal('on', { error: problem('ofAge') }),
  })
  .refine(({ password, handle, email }) => ![handle, email].some((word) => same(word, password)), {
    path: ['password'],
    message: problem('passwordGuessable'),
  });

/** What the page behind a sign-up's letter may send: another handle, where the first was taken meanwhile. */
export const confirmInput = z.object({ handle: handle.optional() });

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export const loginInput = z.object({
  email: emailAddress,
  password: z.string({ error: problem('required') }).max(200, problem('tooLong', { max: 200 })),
});

export const resetRequestInput = z.object({ email: emailAddress });
export const resetInput = z.object({ password: newPassword });

/** What of how a member signs in, or is found, has changed: each has its letter. */
export type SecurityChange =
  | 'authenticator-on'
  | 'authenticator-off'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovery-renewed'
  | 'recovery-used'
  | 'factors-reset'
  | 'email'
  | 'handle';
/** Days a session lives unused, and at most. */
export const SESSION_IDLE_DAYS = 14;
export const SESSION_MAX_DAYS = 30;

/** Hours a mailed one-time link can be used. */
export const SECRET_HOURS = {
  'confirm-signup': 24,
  'reset-password': 2,
  'confirm-rsvp': 48,
  'first-steward': 24 * 7,
  'sign-in': 1,
  'second-factor': 0.25,
  passkey: 0.25,
  // As long as the change can last: whoever reads the old address may stop it to the end.
  'leave-address': 24 * 9,
  'take-address': 48,
  'reset-factors': 48,
} as const;

/** Days in which who deletes their account may come back. */
export const GRACE_DAYS = 14;

/** What becomes of the words of who leaves: erased, or signed "a former member". */
export const words = z.enum(['erase', 'keep'], { error: problem('choice') });
export type Words = z.infer<typeof words>;

export const leavingInput = z.object({
  words,
  handle: z.string({ error: problem('required') }).overwrite((typed) => typed.trim().replace(/^@/, '')),
  password: z.string({ error: problem('required') }).max(200, problem('tooLong', { max: 200 })),
});
/** How long a change of address waits for both ends; and for an old one that is lost, in which it may still say no. */
export const EMAIL_CHANGE = { days: 2, waitDays: 7 } as const;

const typedCode = z.string({ error: problem('required') }).max(60, problem('tooLong', { max: 60 }));
const typedPassword = z
  .string({ error: problem('required') })
  .min(1, problem('required'))
  .max(200, problem('tooLong', { max: 200 }));

/** Proof that who asks is the member: their password, or a code of their authenticator. */
export const proofInput = z.object({ proof: typedPassword });
export const codeInput = z.object({ code: typedCode.min(1, problem('required')) });
export const passwordInput = z.object({ old: typedPassword, password: newPassword });
export const handleInput = z.object({ handle });
export const emailInput = z.object({
  email: emailAddress,
  password: typedPassword,
  lost: z.literal('on').optional(),
  code: typedCode.default(''),
});
export const passkeyName = line(60);
