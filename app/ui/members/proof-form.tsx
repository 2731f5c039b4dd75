import { useTranslation } from 'react-i18next';
import { ActForm, type ActFormProps } from './act-form';

/** A button that wants to be sure: the password, or a code, beside it. */
export function ProofForm(props: Omit<ActFormProps, 'fields'>) {
  const { t } = useTranslation();
  const field = {
    name: 'proof',
    label: t('security.proof'),
    hint: t('security.proofHint'),
    type: 'password',
    autoComplete: 'current-password',
  } as const;
  return <ActForm {...props} fields={[field]} />;
}
