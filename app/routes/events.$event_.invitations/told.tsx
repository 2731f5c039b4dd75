import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/kit/notice';

interface ToldProps {
  sent: { sent: number; known: number; unwilling: number; kept?: number } | null;
  reminded: number | null;
  revoked: boolean;
}

/** What just happened, with its counts. */
export function Told({ sent, reminded, revoked }: ToldProps) {
  const { t } = useTranslation();
  if (sent) {
    const { known, unwilling, kept = 0 } = sent;
    return (
      <Notice kind={sent.sent > 0 ? 'going' : 'info'} icon={sent.sent > 0 ? 'mail' : undefined} announced>
        <p>{t('hosting.invitations.sent', { count: sent.sent })}</p>
        {known > 0 && <p>{t('hosting.invitations.known', { count: known })}</p>}
        {unwilling > 0 && <p>{t('hosting.invitations.unwilling', { count: unwilling })}</p>}
        {kept > 0 && <p>{t('hosting.invitations.kept', { count: kept })}</p>}
      </Notice>
    );
  }
  if (reminded !== null) {
    return (
      <Notice kind={reminded > 0 ? 'going' : 'info'} announced>
        {t('hosting.invitations.reminded', { count: reminded })}
      </Notice>
    );
  }
  return revoked ? <Notice announced>{t('hosting.invitations.revoked')}</Notice> : null;
}
