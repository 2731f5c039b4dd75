import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { resetPassword } from '../domain/members/commands/passwords.server';
import { resetInput } from '../domain/members/rules';
import { findSecret } from '../domain/members/secrets.server';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { GoneLink } from '../ui/members/gone';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { enter, suspended } from './login_.second/enter.server';

export const handle = { words: entranceWords };

export const meta = titled;

/** Looks, and changes nothing: programs that scan letters open every link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const usable = (await findSecret(db, params.token ?? '', 'reset-password')) !== undefined;
  const title = t(usable ? 'account.reset.newTitle' : 'account.gone.title');
  return data({ title, unlisted: true, usable }, { status: usable ? 200 : 410 });
}

/** Ends every session of the member, and signs the reader in anew; a second factor is asked for all the same. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: resetInput });
  const reply = (formErrors?: string[]) => submission.reply({ formErrors, hideFields: ['password'] });
  if (submission.status !== 'success') return data(reply(), { status: 400 });
  const slow = await slowDown(['resetFrom', addressOf(context)]);
  if (slow) return data(reply([slow]), { status: 429 });
  const reset = await resetPassword(db, params.token ?? '', submission.value.password);
  if (!reset.ok && reset.reason === 'suspended') return data(reply([suspended()]), { status: 403 });
  if (!reset.ok) return data({ gone: true as const }, { status: 410 });
  return enter(request, { id: reset.memberId, language: null });
}

export default function NewPassword() {
  const { t } = useTranslation();
  const { usable } = useLoaderData<typeof loader>();
  const say = useProblems();
  const answer = useActionData<typeof action>();
  const used = answer && 'gone' in answer;
  const [form, fields] = useForm<{ password: string }>({
    id: 'new-password',
    lastResult: used ? undefined : answer,
  });
  if (used || (!usable && !answer)) {
    return (
      <Frame>
        <GoneLink again="reset" />
      </Frame>
    );
  }
  return (
    <Frame>
      <PageHead title={t('account.reset.newTitle')}>{t('account.reset.newLead')}</PageHead>
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors form={form} labels={{ password: t('account.reset.newPassword') }} />
        <TextField
          label={t('account.reset.newPassword')}
          hint={t('account.join.passwordHint')}
          error={say(fields.password.errors)}
          autoComplete="new-password"
          {...getInputProps(fields.password, { type: 'password' })}
        />
        <div className="btns">
          <Button kind="star">{t('account.reset.newSubmit')}</Button>
        </div>
      </Form>
    </Frame>
  );
}
