import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../site/frame';
import { PageHead } from '../site/page-head';
import { StewardTabs } from './steward-tabs';

interface StewardPageProps {
  title: ReactNode;
  /** What the page is for, where its title does not say it all. */
  lead?: ReactNode;
  children: ReactNode;
}

/** A page of the stewardship: its title, the way to the others. */
export function StewardPage({ title, lead, children }: StewardPageProps) {
  const { t } = useTranslation();
  return (
    <Frame bar={{ back: { to: '/settings', label: t('steward.back') }, title: t('steward.title') }}>
      <PageHead title={title}>{lead}</PageHead>
      <StewardTabs />
      {children}
    </Frame>
  );
}
