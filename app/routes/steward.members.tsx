import { getFormProps, getInputProps, type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { db } from '#db/client';
import { layStewardshipDown, nameSteward } from '../domain/instance/commands/stewards.server';
import { openFactorsReset } from '../domain/members/commands/reset-factors.server';
import { handle as handleInput } from '../domain/members/rules';
import { listStewards } from '../domain/members/stewards.server';
import { anew } from '../http/anew.server';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { ActForm } from '../ui/members/act-form';
import { FormErrors } from '../ui/site/form';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';

export const meta = titled;
export const handle = { words: stewardWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireSteward(request);
  const t = await wordsFor(request);
  const stewards = await listStewards(db);
  const query = new URL(request.url).searchParams;
  return {
    title: t('steward.team.title'),
    unlisted: true,
    stewards: stewards.map(({ id, handle, name }) => ({ handle, name, self: id === self.id })),
    named: query.get('named'),
    opened: query.get('opened'),
    at: query.get('at'),
  };
}

const input = z.object({ handle: handleInput });

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireSteward(request);
  const form = await readForm(request);
  if (form.get('act') === 'lay-down') {
    const laid = await layStewardshipDown(db, self);
    if (laid.ok) return redirect('/settings', 303);
    return data({ act: 'lay-down', reply: undefined, refused: laid.reason }, { status: 422 });
  }
  const act = form.get('act') === 'lost' ? 'lost' : 'name';
  const submission = parseWithZod(form, { schema: input });
  const reply = (status: number, reason?: string) =>
    data(
      {
        act,
        reply: submission.reply(reason ? { fieldErrors: { handle: [reason] } } : undefined),
        refused: undefined,
      },
      { status },
    );
  if (submission.status !== 'success') return reply(400);
  const { handle } = submission.value;
  const slow = act === 'lost' ? await slowDown(['factorsReset', handle]) : undefined;
  if (slow) return reply(429, slow);
  const done = await (act === 'lost' ? openFactorsReset : nameSteward)(db, self, handle);
  if (!done.ok) return reply(422, done.reason);
  const said = new URLSearchParams({ [act === 'lost' ? 'opened' : 'named']: handle, at: anew() });
  return redirect(`/steward/members?${said}`, 303);
}

export default function Members() {
  const { t } = useTranslation();
  const say = useProblems();
  const { stewards, named, opened, at } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const replyTo = (act: string) => (answer?.act === act ? answer.reply : undefined);
  return (
    <StewardPage title={t('steward.team.title')} lead={t('steward.team.lead')}>
      {named && !answer && (
        <Notice kind="going" announced>
          {t('steward.team.named', { handle: `@${named}` })}
        </Notice>
      )}
      {opened && !answer && (
        <Notice kind="going" announced>
          {t('steward.team.lostDone', { handle: `@${opened}` })}
        </Notice>
      )}
      {answer?.refused && (
        <Notice kind="danger" announced>
          {say(answer.refused)}
        </Notice>
      )}
      <ul className="sec">
        {stewards.map(({ handle, name, self }) => (
          <li key={handle}>
            <WireRow
              to={`/@${handle}`}
              seed={handle}
              title={name || `@${handle}`}
              detail={self ? t('steward.team.you') : `@${handle}`}
            />
          </li>
        ))}
      </ul>
      {/* Once done, forms anew: what was wrong with them before is no longer said. */}
      <NameForm key={`name ${at}`} lastResult={replyTo('name')} />
      <Form method="post" className="sec stack">
        <p className="muted measure">{t('steward.team.layDownText')}</p>
        <p>
          <Button name="act" value="lay-down">
            {t('steward.team.layDown')}
          </Button>
        </p>
      </Form>
      <section className="sec" aria-labelledby="lost-title">
        <h2 className="h2" id="lost-title">
          {t('steward.team.lostTitle')}
        </h2>
        <p className="muted measure">{t('steward.team.lostText')}</p>
        <ActForm
          key={at}
          act="lost"
          lastResult={replyTo('lost')}
          fields={[{ name: 'handle', label: t('steward.team.lostHandle'), autoComplete: 'off' }]}
          submit={t('steward.team.lostSubmit')}
        />
      </section>
    </StewardPage>
  );
}

function NameForm({ lastResult }: { lastResult: SubmissionResult<string[]> | undefined }) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm<{ handle: string }>({ id: 'steward', lastResult });
  return (
    <Form method="post" className="form sec" {...getFormProps(form)}>
      <FormErrors form={form} labels={{ handle: t('steward.team.handle') }} />
      <TextField
        label={t('steward.team.handle')}
        hint={t('steward.team.handleHint')}
        error={say(fields.handle.errors)}
        autoComplete="off"
        {...getInputProps(fields.handle, { type: 'text' })}
      />
      <div className="btns">
        <Button kind="star" name="act" value="name">
          {t('steward.team.submit')}
        </Button>
      </div>
    </Form>
  );
}
