import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../domain/rsvps/rules';
import { Answered } from '../kit/badge';
import type { EventFacts, Standing } from './facts';

export type Stance = 'none' | 'held' | 'waiting' | 'offered' | 'remote' | 'maybe' | 'declined';

/** Where a person stands, in one word. */
export function stanceOf(own: Standing | null): Stance {
  if (!own) return 'none';
  if (own.answer !== 'going') return own.answer;
  return own.seat ?? 'maybe';
}

/** What the bar says: the question and how much room there is, or what was answered. */
export function useSaid(event: EventFacts, preselected: Answer | null): ReactNode {
  const { t } = useTranslation();
  const { own, free, waiting, canGo } = event;
  const rank = (count: number) => t('answer.rank', { count, ordinal: true });
  const stance = stanceOf(own);
  if (own && preselected && preselected !== own.answer && stance !== 'offered') {
    if (stance === 'held' && preselected === 'declined') return <b>{t('answer.giveBackAsk')}</b>;
    if (preselected !== 'going' || canGo)
      return <b>{t('answer.leaveAsk', { answer: t(`answer.${preselected}`) })}</b>;
  }
  if (stance === 'none' && preselected && preselected !== 'going') {
    return <b>{t('answer.chosen', { answer: t(`answer.${preselected}`) })}</b>;
  }
  switch (stance) {
    case 'held':
      return <Answered>{t('answer.noted.going')}</Answered>;
    case 'remote':
    case 'maybe':
    case 'declined':
      return <Answered>{t(`answer.noted.${stance}`)}</Answered>;
    case 'waiting': {
      const position = own?.position ?? 1;
      return position === 1 ? t('answer.waitingFirst') : t('answer.waiting', { rank: rank(position) });
    }
    case 'offered':
      return <b>{t('answer.offered', own?.offeredUntil ?? { date: '', hour: '' })}</b>;
    case 'none':
      return (
        <>
          <b>{t('answer.ask')}</b> {room()}
        </>
      );
  }

  /** Said before answering: what a yes would get. */
  function room() {
    if (!canGo) return t('answer.late');
    if (free === null) return null;
    if (free > 0) return t('event.free', { count: free });
    return waiting === 0 ? t('answer.fullFirst') : t('answer.full', { rank: rank(waiting + 1) });
  }
}
