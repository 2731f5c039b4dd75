import type { FormMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../kit/error-summary';
import { useProblems } from './problems';

interface FormErrorsProps {
  form: Pick<FormMetadata<Record<string, unknown>>, 'id' | 'allErrors'>;
  /**
   * What fields are called, by name, in the order of the form: a bare "to be filled in" would say it of nothing.
   * Empty where the problem says it all.
   */
  labels: Readonly<Record<string, string>>;
}

/** Everything to mend in a form, summed up on top with links to the fields, in their order. */
export function FormErrors({ form, labels }: FormErrorsProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const asked = ['', ...Object.keys(labels)];
  const inOrder = Object.entries(form.allErrors).sort(([a], [b]) => asked.indexOf(a) - asked.indexOf(b));
  const errors = inOrder.flatMap(([name, problems]) => {
    const problem = say(problems);
    if (!problem) return [];
    const label = labels[name];
    const message = label ? t('site.labelled', { label, problem }) : problem;
    return [{ message, fieldId: name ? `${form.id}-${name}` : undefined }];
  });
  return <ErrorSummary title={t('site.toMend', { count: errors.length })} errors={errors} />;
}
