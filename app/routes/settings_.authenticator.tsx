import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { provisioning } from '../domain/members/authenticator.server';
import {
  confirmAuthenticator,
  prepareAuthenticator,
  removeAuthenticator,
} from '../domain/members/commands/authenticator.server';
import { findFactors, findPendingAuthenticator } from '../domain/members/factors.server';
import { qrCode } from '../domain/members/qr-code.server';
import { codeInput, proofInput, type Self } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { wordsFor } from '../locales/i18n.server';
import { securityWords } from '../locales/parts/security';
import { requireMember } from '../session.server';
import { ActForm } from '../ui/members/act-form';
import { ProofForm } from '../ui/members/proof-form';
import { SecurityPage } from '../ui/members/security-page';
import { titled } from '../ui/site/title';
import { renewed, toSecurity } from './settings_.security/done.server';
import { whyUnproven } from './settings_.security/prove.server';

export const meta = titled;
export const handle = { words: securityWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const { authenticatorSince } = await findFactors(db, self.id);
  const pending = authenticatorSince ? undefined : await findPendingAuthenticator(db, self.id);
  const scanned =
    pending && provisioning(pending.secret, `Perchoir ${new URL(request.url).host}`, self.handle);
  return {
    title: t('security.authenticator.name'),
    unlisted: true,
    isOn: authenticatorSince !== null,
    scanned: scanned ? { ...scanned, qr: qrCode(scanned.uri) } : null,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const form = await readForm(request);
  if (form.get('act') === 'confirm') return confirm(request, self, form);
  const act = form.get('act') === 'remove' ? ('remove' as const) : ('prepare' as const);
  const submission = parseWithZod(form, { schema: proofInput });
  const hideFields = ['proof'];
  if (submission.status !== 'success')
    return data({ act, reply: submission.reply({ hideFields }) }, { status: 400 });
  const problem = await whyUnproven(self, submission.value.proof);
  if (problem) {
    return data(
      { act, reply: submission.reply({ fieldErrors: { proof: [problem] }, hideFields }) },
      { status: 400 },
    );
  }
  if (act === 'remove') {
    await removeAuthenticator(db, self.id);
    return renewed(request, self, toSecurity('authenticatorOff'));
  }
  // Where it is on already the page says so.
  await prepareAuthenticator(db, self.id);
  return redirect('/settings/authenticator', 303);
}

async function confirm(request: Request, self: Self, form: FormData) {
  const act = 'confirm' as const;
  const submission = parseWithZod(form, { schema: codeInput });
  if (submission.status !== 'success') return data({ act, reply: submission.reply() }, { status: 400 });
  const slow = await slowDown(['proof', self.id]);
  const confirmed = slow ? undefined : await confirmAuthenticator(db, self.id, submission.value.code);
  if (confirmed?.ok) {
    const { recovery } = await findFactors(db, self.id);
    // Who has none yet is shown codes for the day the phone is gone.
    return renewed(
      request,
      self,
      recovery.made > 0 ? toSecurity('authenticatorOn') : '/settings/recovery?first',
    );
  }
  if (confirmed?.reason === 'linkUsed') throw redirect('/settings/authenticator');
  const reply = submission.reply({ fieldErrors: { code: [slow ?? 'code'] }, hideFields: ['code'] });
  return data({ act, reply }, { status: slow ? 429 : 400 });
}

export default function Authenticator() {
  const { t } = useTranslation();
  const { isOn, scanned } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const replyTo = (act: string) => (answer?.act === act ? answer.reply : undefined);
  if (isOn) {
    return (
      <SecurityPage title={t('security.authenticator.name')} lead={t('security.authenticator.isOn')}>
        <ProofForm
          act="remove"
          hasCode
          lastResult={replyTo('remove')}
          submit={t('security.authenticator.remove')}
          kind="danger"
        />
      </SecurityPage>
    );
  }
  if (!scanned) {
    return (
      <SecurityPage title={t('security.authenticator.name')} lead={t('security.authenticator.lead')}>
        <ProofForm
          act="prepare"
          hasCode={false}
          lastResult={replyTo('prepare')}
          submit={t('security.authenticator.prepare')}
          kind="star"
        />
      </SecurityPage>
    );
  }
  return (
    <SecurityPage title={t('security.authenticator.name')} lead={t('security.authenticator.scan')}>
      <svg className="qr" viewBox={`0 0 ${scanned.qr.size} ${scanned.qr.size}`} role="img">
        <title>{t('security.authenticator.qr')}</title>
        <path className="ground" d={`M0 0h${scanned.qr.size}v${scanned.qr.size}H0z`} />
        <path className="dots" d={scanned.qr.path} />
      </svg>
      <p className="measure">
        {t('security.authenticator.type')} <code className="secret">{scanned.typed}</code>
      </p>
      <p className="measure">
        <a href={scanned.uri}>{t('security.authenticator.here')}</a>
      </p>
      <ActForm
        act="confirm"
        lastResult={replyTo('confirm')}
        fields={[
          {
            name: 'code',
            label: t('security.authenticator.code'),
            hint: t('security.authenticator.codeHint'),
            autoComplete: 'one-time-code',
            inputMode: 'numeric',
          },
        ]}
        submit={t('security.authenticator.confirm')}
        kind="star"
      />
    </SecurityPage>
  );
}
