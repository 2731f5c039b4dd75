import { getFormProps, getInputProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/kit/button';
import { TextField } from '../../ui/kit/field';
import { FormErrors } from '../../ui/site/form';
import { useProblems } from '../../ui/site/problems';

/** For who said yes elsewhere. */
export function AddForm({ lastResult }: { lastResult: SubmissionResult<string[]> | undefined }) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm({ id: 'add', lastResult, defaultValue: { name: '', email: '' } });
  return (
    <section className="sec">
      <h2 className="h2">{t('hosting.attendees.add.title')}</h2>
      <p className="small muted">{t('hosting.attendees.add.hint')}</p>
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{
            name: t('hosting.attendees.add.name'),
            email: t('hosting.attendees.add.email'),
          }}
        />
        <TextField
          label={t('hosting.attendees.add.name')}
          error={say(fields.name.errors)}
          autoComplete="off"
          {...getInputProps(fields.name, { type: 'text' })}
        />
        <TextField
          label={t('hosting.attendees.add.email')}
          error={say(fields.email.errors)}
          autoComplete="off"
          {...getInputProps(fields.email, { type: 'email' })}
        />
        <div className="btns">
          <Button name="act" value="add">
            {t('hosting.attendees.add.submit')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
