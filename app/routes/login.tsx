import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { requestSignInLink } from '../domain/members/commands/sign-in.server';
import { relyingPartyAt } from '../domain/members/passkeys.server';
import { isPassword } from '../domain/members/passwords.server';
import { findCredentials } from '../domain/members/queries.server';
import { loginInput, resetRequestInput } from '../domain/members/rules';
import { localPath, problem } from '../domain/rules';
import { readForm } from '../http/form.server';
import { forgetAttempts, slowDown, tryOf } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { viewerOf } from '../session.server';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { Doorstep } from '../ui/members/doorstep';
import { PasskeyEntrance } from '../ui/members/passkey-button';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { enter, suspended } from './login_.second/enter.server';

export const meta = titled;
export const handle = { words: entranceWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const next = localPath(new URL(request.url).searchParams.get('next'));
  if ((await viewerOf(request)).member) throw redirect(next);
  const t = await wordsFor(request);
  const hasPasskeys = relyingPartyAt(request.url) !== null;
  return { title: t('account.login.title'), next, hasPasskeys, unlisted: true };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  if (form.get('way') === 'link') return sendLink(form, addressOf(context));
  const submission = parseWithZod(form, { schema: loginInput });
  const refuse = (formErrors: string[], status: number) =>
    data(submission.reply({ formErrors, hideFields: ['password'] }), { status });
  if (submission.status !== 'success')
    return data(submission.reply({ hideFields: ['password'] }), { status: 400 });

  const { email, password } = submission.value;
  const network = addressOf(context);
  const attempt = tryOf(email, network);
  const slow =
    (await slowDown(['signInFrom', network], ['signIn', attempt])) ??
    // Asked last: attempts refused above, however many, bring it no nearer.
    (await slowDown(['signInAnywhere', email]));
  if (slow) return refuse([slow], 429);

  const known = await findCredentials(db, email);
  if (!(await isPassword(known?.passwordHash, password)) || !known) return refuse([problem('signIn')], 400);
  if (known.suspendedAt) return refuse([suspended()], 403);
  await forgetAttempts('signIn', attempt);
  await forgetAttempts('signInAnywhere', email);
  return enter(request, known, localPath(form.get('next')));
}

/** The same answer, as soon, whether the address is known or not: who is written to is found out later. */
async function sendLink(form: FormData, network: string) {
  const submission = parseWithZod(form, { schema: resetRequestInput });
  if (submission.status !== 'success')
    return data(submission.reply({ hideFields: ['password'] }), { status: 400 });
  const { email } = submission.value;
  const slow = await slowDown(['signInLinkFrom', network], ['signInLink', email]);
  if (slow) return data(submission.reply({ formErrors: [slow], hideFields: ['password'] }), { status: 429 });
  await requestSignInLink(db, email, localPath(form.get('next')));
  return redirect('/login/sent', 303);
}

export default function Login() {
  const { t } = useTranslation();
  const { next, hasPasskeys } = useLoaderData<typeof loader>();
  const say = useProblems();
  const [form, fields] = useForm({
    id: 'login',
    lastResult: useActionData<typeof action>(),
    defaultValue: { email: '', password: '' },
  });
  return (
    <Frame>
      <Doorstep />
      <PageHead title={t('account.login.title')}>{t('account.login.lead')}</PageHead>
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{ email: t('account.login.email'), password: t('account.login.password') }}
        />
        <input type="hidden" name="next" value={next} />
        <TextField
          label={t('account.login.email')}
          error={say(fields.email.errors)}
          autoComplete={hasPasskeys ? 'username webauthn' : 'username'}
          {...getInputProps(fields.email, { type: 'email' })}
        />
        <TextField
          label={t('account.login.password')}
          error={say(fields.password.errors)}
          autoComplete="current-password"
          {...getInputProps(fields.password, { type: 'password' })}
        />
        <div className="btns">
          <Button kind="star">{t('account.login.submit')}</Button>
          <Link to="/reset">{t('account.login.forgotten')}</Link>
        </div>
        <p className="sec muted measure">{t('entrance.link.lead')}</p>
        <div className="btns">
          <Button icon="mail" name="way" value="link">
            {t('entrance.link.ask')}
          </Button>
        </div>
      </Form>
      {hasPasskeys && <PasskeyEntrance label={t('entrance.passkey')} form={{ next }} />}
      <p className="sec">
        {t('account.login.none')} <Link to="/join">{t('site.join')}</Link>
      </p>
    </Frame>
  );
}
