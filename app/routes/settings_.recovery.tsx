import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { renewRecoveryCodes } from '../domain/members/commands/recovery-codes.server';
import { findFactors } from '../domain/members/factors.server';
import { proofInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { securityWords } from '../locales/parts/security';
import { requireMember } from '../session.server';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { ProofForm } from '../ui/members/proof-form';
import { RecoveryCodes } from '../ui/members/recovery-codes';
import { SecurityPage } from '../ui/members/security-page';
import { titled } from '../ui/site/title';
import { whyUnproven } from './settings_.security/prove.server';

export const meta = titled;
export const handle = { words: securityWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const { recovery, authenticatorSince, passkeys } = await findFactors(db, self.id);
  const url = new URL(request.url);
  return {
    title: t('security.recovery.name'),
    unlisted: true,
    recovery,
    hasCode: authenticatorSince !== null,
    hasSecond: authenticatorSince !== null || passkeys.length > 0,
    isFirst: url.searchParams.has('first'),
    host: url.host,
  };
}

/** Tells the new codes in its answer, and nowhere else: they cannot be read again. */
export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const form = await readForm(request);
  const { recovery, authenticatorSince, passkeys } = await findFactors(db, self.id);
  if (!authenticatorSince && passkeys.length === 0)
    return data({ codes: undefined, reply: undefined }, { status: 400 });
  // The first ten replace nobody's, and the second factor they stand for was proven to be set up.
  if (recovery.made > 0) {
    const submission = parseWithZod(form, { schema: proofInput });
    const hideFields = ['proof'];
    if (submission.status !== 'success') {
      return data({ codes: undefined, reply: submission.reply({ hideFields }) }, { status: 400 });
    }
    const problem = await whyUnproven(self, submission.value.proof);
    if (problem) {
      const reply = submission.reply({ fieldErrors: { proof: [problem] }, hideFields });
      return data({ codes: undefined, reply }, { status: 400 });
    }
  }
  const codes = await renewRecoveryCodes(db, self.id);
  return data({ codes, reply: undefined }, { headers: { 'Cache-Control': 'no-store' } });
}

export default function Recovery() {
  const { t } = useTranslation();
  const { recovery, hasCode, hasSecond, isFirst, host } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const name = t('security.recovery.name');
  if (answer?.codes) {
    return (
      <SecurityPage title={name} lead={t('security.recovery.keep')}>
        <RecoveryCodes codes={answer.codes} host={host} />
      </SecurityPage>
    );
  }
  if (!hasSecond) {
    return (
      <SecurityPage title={name} lead={t('security.recovery.none')}>
        <p className="mt-4">
          <Link to="/settings/authenticator">{t('security.authenticator.name')}</Link>
        </p>
      </SecurityPage>
    );
  }
  return (
    <SecurityPage title={name} lead={t('security.recovery.lead')}>
      {isFirst && (
        <Notice kind="going" announced>
          {t('security.done.secondOn')}
        </Notice>
      )}
      {recovery.made === 0 ? (
        <Form method="post" className="form">
          <div className="btns">
            <Button kind="star">{t('security.recovery.make')}</Button>
          </div>
        </Form>
      ) : (
        <>
          <p className="mt-4">{t('security.recovery.left', { count: recovery.left })}</p>
          <ProofForm
            act="renew"
            hasCode={hasCode}
            lastResult={answer?.reply}
            submit={t('security.recovery.renew')}
            kind="star"
          />
        </>
      )}
    </SecurityPage>
  );
}
