import { useTranslation } from 'react-i18next';
import type { KeepingPage } from '../../domain/communities/rules';
import { Tabs } from '../kit/tabs';

/** Pages whose address is not their name. */
const AT: Partial<Record<KeepingPage, string>> = { charter: 'charter/edit' };

interface KeepingTabsProps {
  /** `/c/612rencontres` */
  path: string;
  /** As displayed, without #. */
  name: string;
  /** What the reader's roles open: `keepingPages(roles)`. */
  pages: readonly KeepingPage[];
}

/** Between the pages of who looks after a community. */
export function KeepingTabs({ path, name, pages }: KeepingTabsProps) {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t('keeping.tabs.nav', { tag: `#${name}` })}
      tabs={pages.map((page) => ({ to: `${path}/${AT[page] ?? page}`, label: t(`keeping.tabs.${page}`) }))}
    />
  );
}
