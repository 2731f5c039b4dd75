import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { createFirstSteward } from '../domain/members/commands/sign-up.server';
import { hasMembers } from '../domain/members/queries.server';
import { signUpInput } from '../domain/members/rules';
import { findSecret } from '../domain/members/secrets.server';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { signIn } from '../session.server';
import { GoneLink } from '../ui/members/gone';
import { JoinForm } from '../ui/members/join-form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const handle = { words: entranceWords };

export const meta = titled;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const secret = await findSecret(db, params.token ?? '', 'first-steward');
  const open = secret !== undefined && !(await hasMembers(db));
  const title = t(open ? 'account.steward.title' : 'account.gone.title');
  return data({ title, unlisted: true, open }, { status: open ? 200 : 410 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: signUpInput });
  const reply = (formErrors?: string[]) => submission.reply({ formErrors, hideFields: ['password'] });
  if (submission.status !== 'success') return data(reply(), { status: 400 });
  const slow = await slowDown(['signUpFrom', addressOf(context)]);
  if (slow) return data(reply([slow]), { status: 429 });
  const language = await languageOf(request);
  const made = await createFirstSteward(db, params.token ?? '', submission.value, language);
  if (!made.ok) return data(reply([made.reason]), { status: 410 });
  return redirect('/steward', {
    status: 303,
    headers: { 'Set-Cookie': await signIn(made.memberId, request) },
  });
}

export default function JoinAsSteward() {
  const { t } = useTranslation();
  const { open } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  if (!open) {
    return (
      <Frame>
        <GoneLink again="join" />
      </Frame>
    );
  }
  return (
    <Frame>
      <PageHead title={t('account.steward.title')}>{t('account.steward.lead')}</PageHead>
      <JoinForm lastResult={lastResult} submit={t('account.steward.submit')} />
    </Frame>
  );
}
