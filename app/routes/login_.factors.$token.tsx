import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findFactorsReset, resetFactors } from '../domain/members/commands/reset-factors.server';
import { proofInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { ActForm } from '../ui/members/act-form';
import { Doorstep } from '../ui/members/doorstep';
import { GoneLink } from '../ui/members/gone';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';
import { comeIn } from './login_.second/enter.server';

export const meta = titled;
export const handle = { words: entranceWords };

/** Looks, and changes nothing: programs that scan letters open every link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const member = await findFactorsReset(db, params.token ?? '');
  const title = t(member ? 'entrance.factors.title' : 'account.gone.title');
  return data({ title, unlisted: true, handle: member?.handle ?? null }, { status: member ? 200 : 410 });
}

/** The letter's link and the password are two proofs: with both they are in, and can set a new factor up. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token ?? '';
  const submission = parseWithZod(await readForm(request), { schema: proofInput });
  if (submission.status !== 'success')
    return data(submission.reply({ hideFields: ['proof'] }), { status: 400 });
  const refuse = (proof: string, status: number) =>
    data(submission.reply({ fieldErrors: { proof: [proof] }, hideFields: ['proof'] }), { status });
  const slow = await slowDown(['signInFrom', addressOf(context)], ['proof', token]);
  if (slow) return refuse(slow, 429);
  const reset = await resetFactors(db, token, submission.value.proof);
  if (reset.ok) return comeIn(request, reset.member, '/settings/security');
  if (reset.reason === 'passwordWrong') return refuse(reset.reason, 400);
  return data({ gone: true as const }, { status: 410 });
}

export default function ResetFactors() {
  const { t } = useTranslation();
  const { handle } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const used = answer && 'gone' in answer;
  if (!handle || used) {
    return (
      <Frame>
        <GoneLink again="login" />
      </Frame>
    );
  }
  return (
    <Frame>
      <Doorstep handle={handle} />
      <PageHead title={t('entrance.factors.title')}>{t('entrance.factors.text', { handle })}</PageHead>
      <ActForm
        act="reset"
        lastResult={answer}
        fields={[
          {
            name: 'proof',
            label: t('account.login.password'),
            type: 'password',
            autoComplete: 'current-password',
          },
        ]}
        submit={t('entrance.factors.submit')}
        kind="danger"
      />
      <p className="sec muted measure">{t('entrance.factors.not')}</p>
    </Frame>
  );
}
