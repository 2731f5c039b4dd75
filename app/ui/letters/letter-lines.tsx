import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { clock, day } from '../../locales/dates';
import { Badge, type BadgeKind } from '../kit/badge';
import { useSite } from '../site/frame';

/** A letter as a list tells of it. */
export interface LetterFacts {
  id: string;
  kind: string;
  email: string;
  subject: string | null;
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'dropped';
  reason: string | null;
  createdAt: Date;
  kept: boolean;
}

const KINDS = {
  queued: 'waiting',
  sending: 'waiting',
  sent: 'going',
  failed: 'danger',
  dropped: 'plain',
} as const;

/** What became of a letter, in a word. */
export function LetterState({ state, kept }: Pick<LetterFacts, 'state' | 'kept'>) {
  const { t } = useTranslation();
  const kind: BadgeKind = KINDS[state];
  return <Badge kind={kind}>{t(`outbox.states.${kept ? 'kept' : state}`)}</Badge>;
}

/** Its subject where it was written, else what sort of letter it is. */
export function useLetterTitle(): (letter: Pick<LetterFacts, 'subject' | 'kind'>) => string {
  const { t } = useTranslation();
  return ({ subject, kind }) => subject ?? t(`outbox.kinds.${kind as 'test'}`, { defaultValue: kind });
}

export function LetterLines({ letters, timezone }: { letters: readonly LetterFacts[]; timezone: string }) {
  const { t } = useTranslation();
  const { language } = useSite();
  const titleOf = useLetterTitle();
  return (
    <ul className="lines">
      {letters.map((letter) => (
        <li key={letter.id}>
          <span className="what">
            <Link to={`/outbox/${letter.id}`}>
              <b>{titleOf(letter)}</b>
            </Link>
            <span className="small muted">{t('outbox.to', { email: letter.email })}</span>
            <span className="small dim">
              {day(letter.createdAt, timezone, language)}, {clock(letter.createdAt, timezone, language)}
              {timezone === 'UTC' && ' UTC'}
            </span>
            {letter.reason && (
              <span className="small muted">{t('outbox.why', { reason: letter.reason })}</span>
            )}
          </span>
          <LetterState {...letter} />
        </li>
      ))}
    </ul>
  );
}
