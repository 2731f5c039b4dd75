import type { FormMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../kit/error-summary';
import { useProblems } from './problems';

interface FormErrorsProps {
  form: Pick<FormMetadata<Record<string, unknown>>, 'id' | 'allErrors'>;
  /** What fields are called, by name: a bare "to be filled in" would say it of nothing. */
  labels?: Readonly<Record<string, string | undefined>>;
}

/** Everything to mend in a form, summed up on top with links to the fields. */
export function FormErrors({ form, labels = {} }: FormErrorsProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const errors = Object.entries(form.allErrors).flatMap(([name, problems]) => {
    const problem = say(problems);
    if (!problem) return [];
    const label = labels[name];
    const message = label ? t('site.labelled', { label, problem }) : problem;
    return [{ message, fieldId: name ? `${form.id}-${name}` : undefined }];
  });
  return <ErrorSummary title={t('site.toMend', { count: errors.length })} errors={errors} />;
}
