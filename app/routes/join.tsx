import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { signUp } from '../domain/members/commands/sign-up.server';
import { signUpInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { viewerOf } from '../session.server';
import { JoinForm } from '../ui/members/join-form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const handle = { words: entranceWords };

export const meta = titled;

export async function loader({ request }: LoaderFunctionArgs) {
  if ((await viewerOf(request)).member) throw redirect('/');
  const t = await wordsFor(request);
  return { title: t('account.join.title'), description: t('account.join.lead') };
}

/** Ends the same way, after as long, for an address that has an account and for one that has none. */
export async function action({ request, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: signUpInput });
  const reply = (problems: { formErrors?: string[]; fieldErrors?: Record<string, string[]> } = {}) =>
    submission.reply({ ...problems, hideFields: ['password'] });
  if (submission.status !== 'success') return data(reply(), { status: 400 });

  const slow = await slowDown(['signUpFrom', addressOf(context)], ['signUp', submission.value.email]);
  if (slow) return data(reply({ formErrors: [slow] }), { status: 429 });
  const signed = await signUp(db, submission.value, await languageOf(request));
  if (!signed.ok) return data(reply({ fieldErrors: { handle: [signed.reason] } }), { status: 422 });
  return redirect('/join/sent', 303);
}

export default function Join() {
  const { t } = useTranslation();
  return (
    <Frame>
      <PageHead title={t('account.join.title')}>{t('account.join.lead')}</PageHead>
      <JoinForm lastResult={useActionData<typeof action>()} submit={t('account.join.submit')} />
      <p className="sec">
        {t('account.join.already')} <Link to="/login">{t('account.login.submit')}</Link>
      </p>
    </Frame>
  );
}
