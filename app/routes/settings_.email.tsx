import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { cancelEmailChange, requestEmailChange } from '../domain/members/commands/change-email.server';
import { findEmailChange } from '../domain/members/email-changes.server';
import { findFactors, needsSecondFactor } from '../domain/members/factors.server';
import { emailInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { forgetAttempts, slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { day } from '../locales/dates';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { securityWords } from '../locales/parts/security';
import { isOutboxOpenTo, requireMember } from '../session.server';
import { Button } from '../ui/kit/button';
import { Choice } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { ActForm } from '../ui/members/act-form';
import { KeptLetters } from '../ui/members/kept-letters';
import { SecurityPage } from '../ui/members/security-page';
import { useSite } from '../ui/site/frame';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: [securityWords, entranceWords] };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const { authenticatorSince, recovery } = await findFactors(db, self.id);
  const change = await findEmailChange(db, self.id);
  return {
    title: t('security.email.title'),
    unlisted: true,
    email: self.email,
    timezone: self.timezone,
    change: change ?? null,
    // A code can be typed; a passkey cannot.
    canWait: (await needsSecondFactor(db, self.id)) && (authenticatorSince !== null || recovery.left > 0),
    kept: isOutboxOpenTo(request, addressOf(context)),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const form = await readForm(request);
  if (form.get('act') === 'cancel') {
    await cancelEmailChange(db, self.id);
    return redirect('/settings/email', 303);
  }
  const submission = parseWithZod(form, { schema: emailInput });
  const hideFields = ['password', 'code'];
  if (submission.status !== 'success') return data(submission.reply({ hideFields }), { status: 400 });
  const { email, password, lost, code } = submission.value;
  const slow = await slowDown(['proof', self.id], ['emailChange', self.id]);
  if (slow) return data(submission.reply({ formErrors: [slow], hideFields }), { status: 429 });
  const asked = await requestEmailChange(db, self, { email, password, ...(lost && { lostCode: code }) });
  if (!asked.ok) {
    const fieldErrors = { [asked.field ?? '']: [asked.reason] };
    return data(submission.reply({ fieldErrors, hideFields }), { status: 400 });
  }
  await forgetAttempts('proof', self.id);
  return redirect('/settings/email', 303);
}

export default function Email() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { email, change, canWait, kept, timezone } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const waits = change?.releasedAt && change.releasedAt.getTime() > Date.now() ? change.releasedAt : null;
  return (
    <SecurityPage title={t('security.email.title')} lead={t('security.email.lead', { email })}>
      {change && (
        <Notice icon="mail" announced>
          <p>{t('security.email.asked', { email: change.email, old: email })}</p>
          <ul>
            <li>
              {waits
                ? t('security.email.waits', { day: day(waits, timezone, language) })
                : t(change.releasedAt ? 'security.email.released' : 'security.email.unreleased')}
            </li>
            <li>{t(change.takenAt ? 'security.email.taken' : 'security.email.untaken')}</li>
          </ul>
          <Form method="post" className="btns">
            <Button size="s" name="act" value="cancel">
              {t('security.email.cancel')}
            </Button>
          </Form>
        </Notice>
      )}
      {change && kept && <KeptLetters />}
      <ActForm
        key={change?.id}
        act="email"
        lastResult={lastResult}
        fields={[
          { name: 'email', label: t('security.email.next'), type: 'email', autoComplete: 'email' },
          {
            name: 'password',
            label: t('account.login.password'),
            type: 'password',
            autoComplete: 'current-password',
          },
          ...(canWait
            ? [
                {
                  name: 'code',
                  label: t('security.email.code'),
                  hint: t('security.email.codeHint'),
                  autoComplete: 'one-time-code',
                },
              ]
            : []),
        ]}
        submit={t('security.email.submit')}
        kind="star"
      >
        {canWait && (
          <div className="field">
            <div className="choices">
              <Choice
                type="checkbox"
                name="lost"
                value="on"
                label={t('security.email.lost')}
                hint={t('security.email.lostHint')}
              />
            </div>
          </div>
        )}
      </ActForm>
      {!canWait && <p className="sec muted measure">{t('security.email.cannotWait')}</p>}
    </SecurityPage>
  );
}
