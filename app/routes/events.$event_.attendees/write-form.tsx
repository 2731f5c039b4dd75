import {
  getFormProps,
  getSelectProps,
  getTextareaProps,
  type SubmissionResult,
  useForm,
} from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../domain/events/rules';
import { Button } from '../../ui/kit/button';
import { Field, Select, Textarea } from '../../ui/kit/field';
import { useDraft } from '../../ui/site/draft';
import { DraftNote } from '../../ui/site/draft-note';
import { useEmptied } from '../../ui/site/emptied';
import { FormErrors } from '../../ui/site/form';
import { useProblems } from '../../ui/site/problems';

interface WriteFormProps {
  /** The event's. */
  id: string;
  segments: readonly Segment[];
  counts: Record<Segment, number>;
  lastResult: SubmissionResult<string[]> | undefined;
}

/** One word to everybody of a group, by letter. */
export function WriteForm({ id, segments, counts, lastResult }: WriteFormProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm<{ segment: string; text: string }>({
    id: `write-${id}`,
    lastResult,
    defaultValue: { segment: 'going', text: '' },
  });
  const draft = useDraft(form.id);
  const isSending = useEmptied(form.id, 'text', lastResult !== undefined);
  return (
    <section className="sec">
      <h2 className="h2">{t('hosting.attendees.write.title')}</h2>
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{
            segment: t('hosting.attendees.write.segment'),
            text: t('hosting.attendees.write.text'),
          }}
        />
        <Field
          id={fields.segment.id}
          label={t('hosting.attendees.write.segment')}
          error={say(fields.segment.errors)}
        >
          <Select {...getSelectProps(fields.segment)}>
            {segments.map((segment) => (
              <option key={segment} value={segment}>
                {`${t(`hosting.attendees.write.${segment}`)} (${t('hosting.attendees.write.count', { count: counts[segment] })})`}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          id={fields.text.id}
          label={t('hosting.attendees.write.text')}
          hint={t('hosting.attendees.write.textHint')}
          error={say(fields.text.errors)}
        >
          <Textarea {...getTextareaProps(fields.text)} />
        </Field>
        <div className="btns">
          <Button kind="star" name="act" value="write" disabled={isSending}>
            {t('hosting.attendees.write.submit')}
          </Button>
          <DraftNote draft={draft} />
        </div>
      </Form>
    </section>
  );
}
