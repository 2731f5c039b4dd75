import { useTranslation } from 'react-i18next';
import { Notice } from '../kit/notice';

/** A link speaks for its contact, whoever is signed in here. */
export function OnBehalf({ name }: { name: string | null }) {
  const { t } = useTranslation();
  if (name === null) return null;
  return <Notice>{name ? t('answer.onBehalf', { name }) : t('answer.onBehalfOfOther')}</Notice>;
}
