import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { changeHandle, isHandleTaken } from '../domain/members/commands/handles.server';
import { handleInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { limit } from '../http/limits.server';
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
  const self = await requireMember(request);
  const t = await wordsFor(request);
  return { title: t('security.handle.title'), unlisted: true, current: self.handle };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const submission = parseWithZod(await readForm(request), { schema: handleInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const { handle } = submission.value;
  const refuse = (problem: string, status: number) =>
    data(submission.reply({ fieldErrors: { handle: [problem] } }), { status });
  // Who reaches for a handle that is taken has changed nothing, and may go on looking.
  if (await isHandleTaken(db, handle, self.id)) return refuse('handleTaken', 422);
  if (handle === self.handle) return refuse('handleSame', 422);
  const allowed = await limit('handle', self.id);
  if (!allowed.ok) return refuse('handleOften', 429);
  const changed = await changeHandle(db, self, handle);
  if (!changed.ok) return refuse(changed.reason, 422);
  return renewed(request, self, toSecurity('handle'));
}

export default function Handle() {
  const { t } = useTranslation();
  const { current } = useLoaderData<typeof loader>();
  return (
    <SecurityPage title={t('security.handle.title')} lead={t('security.handle.lead', { handle: current })}>
      <ActForm
        act="handle"
        lastResult={useActionData<typeof action>()}
        fields={[
          {
            name: 'handle',
            label: t('account.join.handle'),
            hint: t('security.handle.hint'),
            value: current,
            autoComplete: 'off',
          },
        ]}
        submit={t('security.handle.submit')}
        kind="star"
      />
    </SecurityPage>
  );
}
