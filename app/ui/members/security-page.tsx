import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../site/frame';
import { PageHead } from '../site/page-head';

interface SecurityPageProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

/** One of the pages behind the overview of what guards an account. */
export function SecurityPage({ title, lead, children }: SecurityPageProps) {
  const { t } = useTranslation();
  return (
    <Frame bar={{ back: { to: '/settings/security', label: t('security.title') }, title }}>
      <PageHead title={title}>{lead}</PageHead>
      {children}
    </Frame>
  );
}
