import type { FormMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../kit/error-summary';
import { useProblems } from './problems';

/** Everything to mend in a form, summed up on top with links to the fields. */
export function FormErrors({
  form,
}: {
  form: Pick<FormMetadata<Record<string, unknown>>, 'id' | 'allErrors'>;
}) {
  const { t } = useTranslation();
  const say = useProblems();
  const errors = Object.entries(form.allErrors).flatMap(([name, problems]) => {
    const message = say(problems);
    return message ? [{ message, fieldId: name ? `${form.id}-${name}` : undefined }] : [];
  });
  return <ErrorSummary title={t('site.toMend', { count: errors.length })} errors={errors} />;
}
