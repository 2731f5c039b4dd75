import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../kit/notice';

/** On an instance that sends no mail, where the letter just spoken of is to be read. */
export function KeptLetters() {
  const { t } = useTranslation();
  return (
    <Notice icon="mail">
      {t('site.kept.text')} <Link to="/outbox">{t('site.kept.link')}</Link>
    </Notice>
  );
}
