import { useTranslation } from 'react-i18next';
import { Tabs } from '../kit/tabs';

/** Between the pages of who organizes an event. */
export function ManageTabs({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const here = `/events/${slug}`;
  return (
    <Tabs
      label={t('event.tabs.nav')}
      tabs={[
        { to: here, label: t('event.tabs.page'), end: true },
        { to: `${here}/invitations`, label: t('event.tabs.invitations') },
        { to: `${here}/attendees`, label: t('event.tabs.attendees') },
        { to: `${here}/edit`, label: t('event.tabs.edit') },
      ]}
    />
  );
}
