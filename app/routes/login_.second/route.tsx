import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { stewardsAddress } from '../../config.server';
import { findHalfway, passSecondFactor } from '../../domain/members/commands/sign-in.server';
import { findFactors } from '../../domain/members/factors.server';
import { relyingPartyAt } from '../../domain/members/passkeys.server';
import { codeInput } from '../../domain/members/rules';
import { localPath } from '../../domain/rules';
import { readForm } from '../../http/form.server';
import { forgetAttempts, slowDown } from '../../http/limits.server';
import { addressOf } from '../../http/request-context.server';
import { wordsFor } from '../../locales/i18n.server';
import { entranceWords } from '../../locales/parts/entrance';
import { halfIn } from '../../session.server';
import { ActForm } from '../../ui/members/act-form';
import { Doorstep } from '../../ui/members/doorstep';
import { PasskeyButton } from '../../ui/members/passkey-button';
import { Frame } from '../../ui/site/frame';
import { PageHead } from '../../ui/site/page-head';
import { titled } from '../../ui/site/title';
import { comeIn } from './enter.server';

export const meta = titled;
export const handle = { words: entranceWords };

/** For who came through the first door; anybody else begins there. */
async function halfway(request: Request) {
  const half = halfIn(request);
  const member = await findHalfway(db, half);
  if (!member) throw redirect('/login');
  return { half, member };
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { member } = await halfway(request);
  const t = await wordsFor(request);
  const { authenticatorSince, passkeys, recovery } = await findFactors(db, member.id);
  return {
    title: t('entrance.second.title'),
    unlisted: true,
    next: localPath(new URL(request.url).searchParams.get('next')),
    hasCode: authenticatorSince !== null,
    hasPasskey: passkeys.length > 0 && relyingPartyAt(request.url) !== null,
    hasRecovery: recovery.left > 0,
    hadRecovery: recovery.made > 0,
    stewards: stewardsAddress(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { half, member } = await halfway(request);
  const form = await readForm(request);
  const act = form.get('act') === 'recovery' ? ('recovery' as const) : ('code' as const);
  const submission = parseWithZod(form, { schema: codeInput });
  if (submission.status !== 'success') return data({ act, reply: submission.reply() }, { status: 400 });
  const refuse = (problem: string, status: number) =>
    data(
      { act, reply: submission.reply({ fieldErrors: { code: [problem] }, hideFields: ['code'] }) },
      { status },
    );
  const slow = await slowDown(['secondFactor', member.id], ['secondFactorFrom', addressOf(context)]);
  if (slow) return refuse(slow, 429);
  const passed = await passSecondFactor(db, half, { kind: act, typed: submission.value.code });
  if (!passed.ok && passed.reason === 'linkUsed') throw redirect('/login');
  if (!passed.ok) return refuse(passed.reason, 400);
  await forgetAttempts('secondFactor', member.id);
  // How many codes are left is said where more are made.
  const next = act === 'recovery' ? '/settings/security?done=recoveryUsed' : localPath(form.get('next'));
  return comeIn(request, passed.member, next);
}

export default function Second() {
  const { t } = useTranslation();
  const { next, hasCode, hasPasskey, hasRecovery, hadRecovery, stewards } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  // Codes on record may be on a paper that is lost along with the phone.
  const lost = hasRecovery ? 'lostRecovery' : hadRecovery ? 'noRecovery' : 'neverRecovery';
  const replyTo = (act: string) => (answer?.act === act ? answer.reply : undefined);
  return (
    <Frame bar={{ back: { to: '/login', label: t('account.reset.back') } }}>
      <Doorstep />
      <PageHead title={t('entrance.second.title')}>
        {t(hasCode ? 'entrance.second.lead' : 'entrance.second.leadPasskey')}
      </PageHead>
      {hasCode && (
        <ActForm
          act="code"
          lastResult={replyTo('code')}
          hidden={{ next }}
          fields={[
            {
              name: 'code',
              label: t('entrance.second.code'),
              autoComplete: 'one-time-code',
              inputMode: 'numeric',
            },
          ]}
          submit={t('account.login.submit')}
          kind="star"
        />
      )}
      {hasPasskey && (
        <PasskeyButton
          kind={hasCode ? 'plain' : 'star'}
          label={t('entrance.second.passkey')}
          form={{ half: 'on', next }}
        />
      )}
      {hasRecovery && (
        <section className="sec" aria-labelledby="recovery-title">
          <h2 className="h2" id="recovery-title">
            {t('entrance.second.recoveryTitle')}
          </h2>
          <p className="muted measure">{t('entrance.second.recoveryText')}</p>
          <ActForm
            act="recovery"
            lastResult={replyTo('recovery')}
            fields={[{ name: 'code', label: t('entrance.second.recovery'), autoComplete: 'off' }]}
            submit={t('entrance.second.recoverySubmit')}
          />
        </section>
      )}
      <p className="sec muted measure">{t(`entrance.second.${lost}`, { address: stewards })}</p>
      <p className="sec">
        <Link to="/login">{t('entrance.second.again')}</Link>
      </p>
    </Frame>
  );
}
