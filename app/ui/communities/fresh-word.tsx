import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/icons';
import { Link } from '../kit/link';

/** What a community told its members lately, on one line that leads there. */
export function FreshWord({ to, from, title }: { to: string; from?: string; title: string }) {
  const { t } = useTranslation();
  return (
    <Link to={to} className="notice fresh-word">
      <Icon name="mail" />
      <span>
        <span className="small muted">{from ?? t('community.announcements')}</span>
        <b>{title}</b>
      </span>
    </Link>
  );
}
