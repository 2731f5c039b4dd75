import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirectDocument } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { startLeaving } from '../domain/members/commands/leave.server';
import { findPasswordHash, isLastSteward, listHosting, listOnlyKept } from '../domain/members/leaving.server';
import { isPassword } from '../domain/members/passwords.server';
import { leavingInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { slowDown, tryOf } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { leavingWords } from '../locales/parts/leaving';
import { settingsWords } from '../locales/parts/settings';
import { requireMember, signOut } from '../session.server';
import { Button, ButtonLink } from '../ui/kit/button';
import { Choice, ChoiceGroup, TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: [leavingWords, settingsWords] };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const kept = await listOnlyKept(db, self.id);
  const named = (some: typeof kept) => some.map(({ tag, name }) => ({ tag, name }));
  return {
    title: t('leaving.leave.title'),
    unlisted: true,
    me: self.handle,
    toHandOn: named(kept.filter(({ others }) => others > 0)),
    alone: named(kept.filter(({ others }) => others <= 0)),
    isLastSteward: await isLastSteward(db, self.id),
    hosting: await listHosting(db, self.id),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const submission = parseWithZod(await readForm(request), { schema: leavingInput });
  const hideFields: string[] = ['password'];
  if (submission.status !== 'success') return data(submission.reply({ hideFields }), { status: 400 });
  const { words, handle, password } = submission.value;
  const refuse = (fieldErrors: Record<string, string[]>, status = 422) =>
    data(submission.reply({ fieldErrors, hideFields }), { status });
  if (handle.toLowerCase() !== self.handle.toLowerCase()) return refuse({ handle: ['handleDiffers'] });
  const slow = await slowDown(['signIn', tryOf(self.email, addressOf(context))]);
  if (slow) return refuse({ password: [slow] }, 429);
  if (!(await isPassword(await findPasswordHash(db, self.id), password)))
    return refuse({ password: ['passwordWrong'] });
  const left = await startLeaving(db, self.id, words);
  // The page says why, and what to do first.
  if (!left.ok) return redirectDocument('/settings/leave', 303);
  const day = left.until.toISOString().slice(0, 10);
  const headers = { 'Set-Cookie': await signOut(request) };
  return redirectDocument(`/settings/leave/done?until=${day}`, { status: 303, headers });
}

/** What happens to whom deletes their account, said before it does; with what must be done first. */
export default function Leave() {
  const { t } = useTranslation();
  const { me, toHandOn, alone, isLastSteward: isLast, hosting } = useLoaderData<typeof loader>();
  const title = t('leaving.leave.title');
  const waits = isLast || toHandOn.length > 0;
  return (
    <Frame bar={{ back: { to: '/settings', label: t('settings.back') }, title }}>
      <PageHead title={title}>{t(waits ? 'leaving.leave.leadWaits' : 'leaving.leave.lead')}</PageHead>
      {waits && <WhatIsFirst isLast={isLast} toHandOn={toHandOn} />}
      <p className="sec">
        <ButtonLink to="/settings/data" icon="share">
          {t('leaving.leave.take')}
        </ButtonLink>
      </p>
      <WhatHappens waits={waits} />
      <div className="sec measure told">
        {alone.length > 0 && (
          <Notice>
            {t('leaving.leave.alone')} {alone.map(({ name }) => `#${name}`).join(', ')}
          </Notice>
        )}
        {hosting.length > 0 && (
          <Notice>
            <p>{t('leaving.leave.hosting')}</p>
            <ul>
              {hosting.map(({ slug, title: evening }) => (
                <li key={slug}>
                  <Link to={`/events/${slug}`}>{evening}</Link>
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
      {!waits && <LeaveForm me={me} />}
    </Frame>
  );
}

type First = { isLast: boolean; toHandOn: { tag: string; name: string }[] };

/** Why not yet, and where to go about it. */
function WhatIsFirst({ isLast, toHandOn }: First) {
  const { t } = useTranslation();
  return (
    <div className="sec measure told">
      {isLast && (
        <Notice kind="danger">
          <p>{t('leaving.leave.lastSteward')}</p>
          <p>
            <Link to="/steward/members">{t('leaving.leave.nameSteward')}</Link>
          </p>
        </Notice>
      )}
      {toHandOn.length > 0 && (
        <Notice kind="danger">
          <p>{t('leaving.leave.onlyKeeper')}</p>
          <ul>
            {toHandOn.map(({ tag, name }) => (
              <li key={tag}>
                <Link to={`/c/${encodeURIComponent(tag)}/roles`}>
                  {t('leaving.leave.handOn', { tag: name })}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

function WhatHappens({ waits }: { waits: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="sec measure told">
      <h2 className="h2">{t('leaving.leave.now')}</h2>
      <ul>
        <li>{t('leaving.leave.nowList.out')}</li>
        <li>{t('leaving.leave.nowList.unseen')}</li>
        <li>{t('leaving.leave.nowList.letters')}</li>
        <li>{t('leaving.leave.nowList.seats')}</li>
      </ul>
      <h2 className="h2">{t('leaving.leave.grace')}</h2>
      <p>{t('leaving.leave.graceText')}</p>
      <h2 className="h2">{t('leaving.leave.then')}</h2>
      <ul>
        <li>{t('leaving.leave.thenList.all')}</li>
        <li>{t('leaving.leave.thenList.seats')}</li>
        <li>{t(waits ? 'leaving.leave.thenList.wordsLater' : 'leaving.leave.thenList.words')}</li>
      </ul>
      <h2 className="h2">{t('leaving.leave.stays')}</h2>
      <ul>
        <li>{t('leaving.leave.staysList.handle')}</li>
        <li>{t('leaving.leave.staysList.community')}</li>
        <li>{t('leaving.leave.staysList.others')}</li>
        <li>{t('leaving.leave.staysList.backups')}</li>
      </ul>
    </div>
  );
}

function LeaveForm({ me }: { me: string }) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm({
    id: 'leave',
    lastResult: useActionData<typeof action>(),
    defaultValue: { words: '', handle: '', password: '' },
  });
  return (
    <Form method="post" className="form" {...getFormProps(form)}>
      <FormErrors
        form={form}
        labels={{
          words: t('leaving.leave.words'),
          handle: t('leaving.leave.handle'),
          password: t('leaving.leave.password'),
        }}
      />
      <ChoiceGroup id={fields.words.id} legend={t('leaving.leave.words')} error={say(fields.words.errors)}>
        {(['erase', 'keep'] as const).map((words) => (
          <Choice
            key={words}
            type="radio"
            name="words"
            value={words}
            defaultChecked={fields.words.initialValue === words}
            label={t(`leaving.leave.${words}`)}
            hint={t(`leaving.leave.${words}Hint`)}
          />
        ))}
      </ChoiceGroup>
      <TextField
        label={t('leaving.leave.handle')}
        hint={t('leaving.leave.handleHint', { handle: me })}
        error={say(fields.handle.errors)}
        autoComplete="off"
        autoCapitalize="none"
        {...getInputProps(fields.handle, { type: 'text' })}
      />
      <TextField
        label={t('leaving.leave.password')}
        error={say(fields.password.errors)}
        autoComplete="current-password"
        {...getInputProps(fields.password, { type: 'password' })}
      />
      <div className="btns">
        <Link to="/reset">{t('leaving.leave.forgotten')}</Link>
      </div>
      <div className="btns">
        <Button kind="danger">{t('leaving.leave.submit')}</Button>
        <ButtonLink kind="bare" to="/settings">
          {t('leaving.leave.stay')}
        </ButtonLink>
      </div>
    </Form>
  );
}
