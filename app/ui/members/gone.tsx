import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../kit/button';
import { DoorstepPage } from './doorstep';

/** The page of a one-time link that was used, or whose time has passed; and where to go from there. */
export function GoneLink({ again }: { again: 'join' | 'reset' | 'login' }) {
  const { t } = useTranslation();
  return (
    <DoorstepPage title={t('account.gone.title')} lead={t('account.gone.text')}>
      <div className="btns">
        <ButtonLink kind="star" to="/login">
          {t('account.gone.login')}
        </ButtonLink>
        {again !== 'login' && <ButtonLink to={`/${again}`}>{t(`account.gone.${again}`)}</ButtonLink>}
      </div>
    </DoorstepPage>
  );
}
