import { useTranslation } from 'react-i18next';
import { ActForm, type ActFormProps } from './act-form';

/** The field of who has to prove to be the member. @param hasCode whether an application of theirs makes codes */
export function useProofField(hasCode: boolean) {
  const { t } = useTranslation();
  return {
    name: 'proof',
    label: t(hasCode ? 'security.proof' : 'security.proofPassword'),
    hint: t(hasCode ? 'security.proofHint' : 'security.proofPasswordHint'),
    type: 'password',
    autoComplete: 'current-password',
  } as const;
}

/** A button that wants to be sure: the password, or a code where there are any, beside it. */
export function ProofForm({ hasCode, ...props }: Omit<ActFormProps, 'fields'> & { hasCode: boolean }) {
  return <ActForm {...props} fields={[useProofField(hasCode)]} />;
}
