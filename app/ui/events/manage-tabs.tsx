import { useTranslation } from 'react-i18next';
import { Tabs } from '../kit/tabs';

/** Between the pages of who organizes an event. */
export function ManageTabs({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const here = `/events/${slug}`;
  return (
    <Tabs
      label={t('organizing.manage.nav')}
      tabs={[
        { to: here, label: t('organizing.manage.page'), end: true },
        { to: `${here}/invitations`, label: t('organizing.manage.invitations') },
        { to: `${here}/attendees`, label: t('organizing.manage.attendees') },
        { to: `${here}/edit`, label: t('organizing.manage.edit') },
      ]}
    />
  );
}
