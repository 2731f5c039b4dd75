import { useTranslation } from 'react-i18next';
import type { EventFacts } from '../../ui/events/facts';
import { ButtonLink } from '../../ui/kit/button';

/** What its organizers may do with an event. */
export function Manage({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  const { phase, slug } = event;
  const isAlive = phase === 'coming' || phase === 'on';
  if (phase === 'draft') return null;
  const to = (part: string, label: string) => (
    <ButtonLink size="s" to={`/events/${slug}/${part}`}>
      {label}
    </ButtonLink>
  );
  return (
    <nav className="manage btns" aria-label={t('event.manage.label')}>
      {isAlive && to('edit', t('event.manage.edit'))}
      {isAlive && to('invitations', t('event.manage.invitations'))}
      {to('attendees', t('event.manage.attendees'))}
      {isAlive && to('cancel', t('event.manage.cancel', { context: event.evening ? undefined : 'day' }))}
    </nav>
  );
}
