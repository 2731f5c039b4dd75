import { useTranslation } from 'react-i18next';
import { Tabs } from '../kit/tabs';

const TABS = ['settings', 'reports', 'mail', 'members', 'jobs', 'storage', 'log'] as const;

/** Between the pages of who looks after the instance. */
export function StewardTabs() {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t('steward.title')}
      tabs={[
        { to: '/steward', label: t('steward.tabs.overview'), end: true },
        ...TABS.map((tab) => ({ to: `/steward/${tab}`, label: t(`steward.tabs.${tab}`) })),
      ]}
    />
  );
}
