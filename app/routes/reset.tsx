import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { requestPasswordReset } from '../domain/members/commands/passwords.server';
import { resetRequestInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { viewerOf } from '../session.server';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const handle = { words: entranceWords };

export const meta = titled;

export async function loader({ request }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const { member } = await viewerOf(request);
  return { title: t('account.reset.title'), unlisted: true, email: member?.email ?? '' };
}

/** The same answer, as soon, whether the address is known or not: who is written to is found out later. */
export async function action({ request, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: resetRequestInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const { email } = submission.value;
  const slow = await slowDown(['resetFrom', addressOf(context)], ['reset', email]);
  if (slow) return data(submission.reply({ formErrors: [slow] }), { status: 429 });
  await requestPasswordReset(db, email);
  return redirect('/reset/sent', 303);
}

export default function Reset() {
  const { t } = useTranslation();
  const { email } = useLoaderData<typeof loader>();
  const say = useProblems();
  const [form, fields] = useForm({
    id: 'reset',
    lastResult: useActionData<typeof action>(),
    defaultValue: { email },
  });
  return (
    <Frame bar={{ back: { to: '/login', label: t('account.reset.back') } }}>
      <PageHead title={t('account.reset.title')}>{t('account.reset.lead')}</PageHead>
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors form={form} labels={{ email: t('account.login.email') }} />
        <TextField
          label={t('account.login.email')}
          error={say(fields.email.errors)}
          autoComplete="username"
          {...getInputProps(fields.email, { type: 'email' })}
        />
        <div className="btns">
          <Button kind="star">{t('account.reset.submit')}</Button>
          <Link to="/login">{t('account.login.submit')}</Link>
        </div>
      </Form>
    </Frame>
  );
}
