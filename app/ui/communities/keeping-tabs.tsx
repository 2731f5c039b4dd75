import { useTranslation } from 'react-i18next';
import {
  canAdmit,
  canBan,
  canEditCommunity,
  canHandOutRoles,
  canInvite,
  canReadLog,
  type Roles,
} from '../../domain/communities/rules';
import { Tabs } from '../kit/tabs';

/** The pages of who looks after a community; each is shown to whose roles open it. */
const PAGES = [
  { name: 'edit', opens: canEditCommunity },
  { name: 'people', opens: canBan },
  { name: 'roles', opens: canHandOutRoles },
  { name: 'charter', opens: canEditCommunity, at: 'charter/edit' },
  { name: 'invitations', opens: canInvite },
  { name: 'requests', opens: canAdmit },
  { name: 'bans', opens: canBan },
  { name: 'log', opens: canReadLog },
] as const satisfies readonly { name: string; opens: (roles: Roles) => boolean; at?: string }[];

interface KeepingTabsProps {
  /** `/c/612rencontres` */
  path: string;
  /** As displayed, without #. */
  name: string;
  roles: Roles;
}

export function KeepingTabs({ path, name, roles }: KeepingTabsProps) {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t('keeping.tabs.nav', { tag: `#${name}` })}
      tabs={PAGES.filter(({ opens }) => opens(roles)).map((page) => ({
        to: `${path}/${'at' in page ? page.at : page.name}`,
        label: t(`keeping.tabs.${page.name}`),
      }))}
    />
  );
}
