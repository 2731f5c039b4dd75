import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../kit/badge';
import { Notice } from '../kit/notice';
import type { EventFacts } from './facts';

/** Why nothing can be answered here: it is cancelled, or over, or one was taken off its list, or out of its community. */
export function Outcome({ event, refused }: { event: EventFacts; refused?: string }) {
  const { t } = useTranslation();
  const { phase, own, closed } = event;
  const alert = refused && <p role="alert">{refused}</p>;
  if (phase === 'cancelled') {
    return (
      <Notice kind="danger">
        <Cancelled event={event} />
        {alert}
      </Notice>
    );
  }
  if (phase === 'past') {
    const was = own?.seat === 'held' ? 'going' : own?.answer === 'remote' ? 'remote' : null;
    return (
      <Notice icon="clock">
        <p>
          {t('event.over')} {was && t(`answer.was.${was}`)}{' '}
          <Link to={event.liveUrl}>{t('event.reread')}</Link>
        </p>
        {alert}
      </Notice>
    );
  }
  if (closed === 'banned') return <Notice>{t('answer.refused.banned')}</Notice>;
  if (own?.removed) {
    return (
      <Notice>
        <Removed event={event} />
      </Notice>
    );
  }
  return null;
}

function Cancelled({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  const { hosts, cancellationNote } = event;
  return (
    <>
      <p>
        <Badge kind="danger">{t('event.cancelled')}</Badge>{' '}
        <b>{t('event.cancelledTitle', { context: event.evening ? undefined : 'day' })}</b>{' '}
        {cancellationNote && hosts[0] && t('event.cancelledBy', { host: hosts[0].name })}
      </p>
      {cancellationNote && <blockquote className="whitespace-pre-line">{cancellationNote}</blockquote>}
    </>
  );
}

function Removed({ event: { hosts } }: { event: EventFacts }) {
  const { t, i18n } = useTranslation();
  if (hosts.length === 0) return t('answer.removed');
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  return t('answer.removedAsk', { hosts: list.format(hosts.map(({ name }) => name)) });
}
