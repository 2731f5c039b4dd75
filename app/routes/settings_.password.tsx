import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { changePassword } from '../domain/members/commands/passwords.server';
import { passwordInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { forgetAttempts, slowDown } from '../http/limits.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { securityWords } from '../locales/parts/security';
import { requireMember } from '../session.server';
import { ActForm } from '../ui/members/act-form';
import { SecurityPage } from '../ui/members/security-page';
import { titled } from '../ui/site/title';
import { renewed, toSecurity } from './settings_.security/done.server';

export const meta = titled;
export const handle = { words: [securityWords, entranceWords] };

export async function loader({ request }: LoaderFunctionArgs) {
  await requireMember(request);
  const t = await wordsFor(request);
  return { title: t('security.password.title'), unlisted: true };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const submission = parseWithZod(await readForm(request), { schema: passwordInput });
  const hideFields = ['old', 'password'];
  if (submission.status !== 'success') return data(submission.reply({ hideFields }), { status: 400 });
  const slow = await slowDown(['proof', self.id]);
  if (slow) return data(submission.reply({ formErrors: [slow], hideFields }), { status: 429 });
  const { old, password } = submission.value;
  const changed = await changePassword(db, self.id, old, password);
  if (!changed.ok) {
    return data(submission.reply({ fieldErrors: { old: [changed.reason] }, hideFields }), { status: 400 });
  }
  await forgetAttempts('proof', self.id);
  return renewed(request, self, toSecurity('password'));
}

export default function Password() {
  const { t } = useTranslation();
  return (
    <SecurityPage title={t('security.password.title')} lead={t('security.password.lead')}>
      <ActForm
        act="password"
        lastResult={useActionData<typeof action>()}
        fields={[
          {
            name: 'old',
            label: t('security.password.old'),
            type: 'password',
            autoComplete: 'current-password',
          },
          {
            name: 'password',
            label: t('account.reset.newPassword'),
            hint: t('account.join.passwordHint'),
            type: 'password',
            autoComplete: 'new-password',
          },
        ]}
        submit={t('security.password.submit')}
        kind="star"
      />
      <p className="sec">
        <Link to="/reset">{t('security.password.forgotten')}</Link>
      </p>
    </SecurityPage>
  );
}
