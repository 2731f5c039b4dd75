import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeepingPage as Page } from '../../domain/communities/rules';
import { Frame } from '../site/frame';
import { PageHead } from '../site/page-head';
import { KeepingTabs } from './keeping-tabs';

interface KeepingPageProps {
  /** What `keptAt` gives. */
  here: { path: string; name: string; pages: readonly Page[] };
  heading: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** The frame of a page of who looks after a community: the way back, the title, the others of its kind. */
export function KeepingPage({ here, heading, lead, children }: KeepingPageProps) {
  const { t } = useTranslation();
  const tag = `#${here.name}`;
  return (
    <Frame
      bar={{ back: { to: here.path, label: t('community.backTo', { tag }) }, title: heading, under: tag }}
    >
      <div className="bar-says">
        <PageHead title={heading}>{lead ?? tag}</PageHead>
      </div>
      <KeepingTabs {...here} />
      {children}
    </Frame>
  );
}
