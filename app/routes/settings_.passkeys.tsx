import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { addPasskey, offerPasskey, removePasskey } from '../domain/members/commands/passkeys.server';
import { findFactors } from '../domain/members/factors.server';
import { relyingPartyAt } from '../domain/members/passkeys.server';
import { passkeyName, proofInput, type Self } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { securityWords } from '../locales/parts/security';
import { requireMember } from '../session.server';
import { Notice } from '../ui/kit/notice';
import { NewPasskey } from '../ui/members/new-passkey';
import { Passkeys } from '../ui/members/passkeys';
import { SecurityPage } from '../ui/members/security-page';
import { titled } from '../ui/site/title';
import { renewed, toSecurity } from './settings_.security/done.server';
import { whyUnproven } from './settings_.security/prove.server';

export const meta = titled;
export const handle = { words: securityWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const { passkeys, authenticatorSince } = await findFactors(db, self.id);
  const query = new URL(request.url).searchParams;
  return {
    title: t('security.passkeys.name'),
    unlisted: true,
    passkeys,
    timezone: self.timezone,
    hasCode: authenticatorSince !== null,
    canAdd: relyingPartyAt(request.url) !== null,
    added: query.has('added'),
    removing: passkeys.find(({ id }) => id === query.get('remove'))?.id ?? null,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const form = await readForm(request);
  const act = form.get('act');
  return act === 'remove' ? remove(request, self, form) : add(request, self, form, act);
}

/** Asked for by script: what the browser must know, then what it made of it. */
async function add(request: Request, self: Self, form: FormData, act: unknown) {
  const refuse = (problem: string) => data({ problem }, { status: 400 });
  const rp = relyingPartyAt(request.url);
  if (!rp) return refuse('passkeyNowhere');
  if (act === 'ask') {
    const { data: given } = proofInput.safeParse({ proof: form.get('proof') });
    const problem = given ? await whyUnproven(self, given.proof) : 'proof';
    if (problem) return refuse(problem);
    const options = await offerPasskey(db, self, rp);
    return 'ok' in options ? refuse(options.reason) : { options };
  }
  const name = passkeyName.catch('').parse(form.get('name') ?? '');
  let answer: unknown;
  try {
    answer = JSON.parse(String(form.get('answer')));
  } catch {
    return refuse('passkey');
  }
  const added = await addPasskey(db, self.id, rp, answer, name);
  if (!added.ok) return refuse(added.reason);
  const { recovery } = await findFactors(db, self.id);
  return renewed(request, self, recovery.made > 0 ? '/settings/passkeys?added' : '/settings/recovery?first');
}

async function remove(request: Request, self: Self, form: FormData) {
  const submission = parseWithZod(form, { schema: proofInput });
  const hideFields = ['proof'];
  if (submission.status !== 'success')
    return data({ reply: submission.reply({ hideFields }) }, { status: 400 });
  const problem = await whyUnproven(self, submission.value.proof);
  if (problem) {
    const reply = submission.reply({ fieldErrors: { proof: [problem] }, hideFields });
    return data({ reply }, { status: 400 });
  }
  const removed = await removePasskey(db, self.id, String(form.get('passkey')));
  if (!removed) return redirect('/settings/passkeys', 303);
  return renewed(request, self, toSecurity('passkeyRemoved'));
}

export default function PasskeysPage() {
  const { t } = useTranslation();
  const { passkeys, timezone, hasCode, canAdd, added, removing } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <SecurityPage title={t('security.passkeys.name')} lead={t('security.passkeys.lead')}>
      {added && (
        <Notice kind="going" announced>
          {t('security.passkeys.added')}
        </Notice>
      )}
      <Passkeys
        passkeys={passkeys}
        timezone={timezone}
        removing={removing}
        hasCode={hasCode}
        lastResult={answer && 'reply' in answer ? answer.reply : undefined}
      />
      {!canAdd && <Notice>{t('security.passkeys.nowhere')}</Notice>}
      {canAdd && !removing && <NewPasskey hasCode={hasCode} />}
    </SecurityPage>
  );
}
