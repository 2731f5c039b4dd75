import type { LetterKind, LetterProps, Refusable } from '#emails/props';
import type { MailKind } from '../domain/members/rules';

/** Letters whose props carry a link that stops them. */
export type StoppableLetter = {
  [Kind in LetterKind]: LetterProps[Kind] extends Refusable ? Kind : never;
}[LetterKind];

/** What one click stops (RFC 8058), by letter: a new one that can be stopped says here as what. */
export const STOPPED_AS: Readonly<Record<StoppableLetter, MailKind>> = {
  invitation: 'invitations',
  'community-invitation': 'invitations',
  'join-requested': 'requests',
  announcement: 'words',
  'event-near': 'reminders',
  'evening-called': 'evenings',
  'community-announcement': 'announcements',
};

/** As what a letter can be stopped; undefined where it answers what its reader did, or guards their account. */
export const stoppedAs = (letter: string): MailKind | undefined => STOPPED_AS[letter as StoppableLetter];
