import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { confirmSignUp, findSignUp } from '../domain/members/commands/sign-up.server';
import { confirmInput } from '../domain/members/rules';
import { localPath } from '../domain/rules';
import { comingBack } from '../http/coming-back.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { signIn } from '../session.server';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { DoorstepPage } from '../ui/members/doorstep';
import { GoneLink } from '../ui/members/gone';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const handle = { words: entranceWords };

export const meta = titled;

/** Looks, and changes nothing: programs that scan letters open every link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const signup = await findSignUp(db, params.token ?? '');
  if (!signup) {
    const gone = { title: t('account.gone.title'), unlisted: true, handle: undefined };
    return data(gone, { status: 410 });
  }
  return data({ title: t('account.confirm.title'), unlisted: true, handle: signup.handle });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: confirmInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const confirmed = await confirmSignUp(db, params.token ?? '', submission.value.handle);
  if (confirmed.ok) {
    const headers = new Headers({ 'Set-Cookie': await signIn(confirmed.memberId, request) });
    const next = localPath(await comingBack.parse(request.headers.get('Cookie')));
    headers.append('Set-Cookie', await comingBack.serialize('', { maxAge: 0 }));
    return redirect(next, { status: 303, headers });
  }
  if (confirmed.reason === 'linkUsed') return data({ gone: true as const }, { status: 410 });
  return data(submission.reply({ fieldErrors: { handle: [confirmed.reason] } }), { status: 422 });
}

export default function ConfirmJoin() {
  const { t } = useTranslation();
  const { handle } = useLoaderData<typeof loader>();
  const say = useProblems();
  const answer = useActionData<typeof action>();
  const used = answer && 'gone' in answer;
  const [form, fields] = useForm<{ handle: string }>({
    id: 'confirm',
    lastResult: used ? undefined : answer,
  });
  if (!handle || used) {
    return (
      <Frame>
        <GoneLink again="join" />
      </Frame>
    );
  }
  const isTaken = Boolean(fields.handle.errors || fields.handle.initialValue);
  return (
    <Frame>
      <DoorstepPage
        handle={isTaken ? undefined : handle}
        title={t('account.confirm.title')}
        lead={t(isTaken ? 'account.confirm.taken' : 'account.confirm.text', { handle })}
      >
        <Form method="post" className="form" {...getFormProps(form)}>
          <FormErrors form={form} labels={{ handle: t('account.confirm.other') }} />
          {isTaken && (
            <TextField
              label={t('account.confirm.other')}
              error={say(fields.handle.errors)}
              autoComplete="nickname"
              autoCapitalize="none"
              spellCheck={false}
              {...getInputProps(fields.handle, { type: 'text' })}
            />
          )}
          <div className="btns">
            <Button kind="star">{t('account.confirm.submit')}</Button>
          </div>
        </Form>
      </DoorstepPage>
    </Frame>
  );
}
