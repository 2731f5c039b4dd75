import type { Db } from '#db/client';
import type { Row } from '#db/schema';
import { letterhead } from '#emails/letterhead';
import type { Letterhead, Mail } from '#emails/mail';
import { writeLetter } from '#emails/render';
import { currentSettings } from '../domain/instance/current.server';
import { UNNAMED } from '../domain/instance/rules';
import type { Language } from '../domain/rules';
import { FALLBACK_LANGUAGE } from '../locales/i18n';
import { offeredLanguage } from '../locales/i18n.server';
import { accountLetter } from './letters-of-accounts.server';
import { belongingLetter } from './letters-of-belonging.server';
import { communityLetter } from './letters-of-communities.server';
import { eventLetter } from './letters-of-events.server';
import { moderationLetter } from './letters-of-moderation.server';
import { type Reading, read } from './reading.server';

export type Composed = { mail: Mail } | { drop: string };

/**
 * Writes letters from the facts as they are now: who is told of a seat they gave back since, or invited
 * to an evening that is cancelled since, is not written to. What a batch needs is read together.
 */
export async function composeLetters(
  db: Db,
  letters: Row<'letters'>[],
  giveWay = async () => {},
): Promise<Map<string, Composed>> {
  const reading = await read(db, letters);
  const composed = new Map<string, Composed>();
  for (const letter of letters) {
    await giveWay();
    composed.set(letter.id, await compose(reading, letter));
  }
  return composed;
}

/** What is still written to who is on their way out: where they stand, and what lets them in again. */
const WHILE_LEAVING = [
  ...['leaving-begun', 'leaving-done', 'already-member', 'address-known'],
  ...['sign-in', 'reset-password', 'reset-factors', 'password-changed', 'security-changed'],
];

async function compose(reading: Reading, letter: Row<'letters'>): Promise<Composed> {
  if (reading.contactOf(letter)?.leavingAt && !WHILE_LEAVING.includes(letter.kind))
    return { drop: 'their account is being deleted' };
  const written =
    (await accountLetter(reading, letter)) ??
    (await belongingLetter(reading, letter)) ??
    (await moderationLetter(reading, letter)) ??
    (await communityLetter(reading, letter)) ??
    (await eventLetter(reading, letter));
  if (!written) return { drop: 'no such kind of letter' };
  if ('drop' in written) return written;
  const mail = await writeLetter(
    written.kind,
    languageFor(reading, letter, written.language),
    written.props,
    {
      to: { name: written.props.name, address: letter.email },
      messageId: letter.message_id,
      replyTo: written.replyTo,
    },
    await letterheadNow(reading),
  );
  return { mail };
}

/** Under the name the stewards gave the instance, where they gave it one. */
async function letterheadNow({ db }: Reading): Promise<Letterhead> {
  const { name } = await currentSettings(db);
  return name === UNNAMED ? letterhead() : { ...letterhead(), name };
}

/** The reader's own choice; else what the organizer chose when inviting, or the page they wrote from. */
function languageFor(reading: Reading, letter: Row<'letters'>, asked?: Language): Language {
  return offeredLanguage(
    reading.contactOf(letter)?.language ??
      reading.invitationOf(letter)?.language ??
      asked ??
      FALLBACK_LANGUAGE,
  );
}
