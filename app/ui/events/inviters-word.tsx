import { useTranslation } from 'react-i18next';
import { OnBehalf } from './on-behalf';

interface InvitersWordProps {
  inviter: string | null;
  message: string;
  /** "jeudi 21 janvier à 19 h 30" */
  when: string;
  onBehalfOf: string | null;
}

/** "Zoé vous invite, jeudi 21 janvier à 19 h 30.", and what she wrote. */
export function InvitersWord({ inviter, message, when, onBehalfOf }: InvitersWordProps) {
  const { t } = useTranslation();
  return (
    <div className="inviters-word">
      <p className="lead">{inviter ? t('invited.by', { inviter, when }) : t('invited.byNobody', { when })}</p>
      {message && <blockquote className="whitespace-pre-line">{message}</blockquote>}
      <OnBehalf name={onBehalfOf} />
    </div>
  );
}
