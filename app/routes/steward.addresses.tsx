import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { restInput } from '../domain/instance/rules';
import { readKeyset } from '../domain/keyset.server';
import { putToRest } from '../domain/members/commands/put-to-rest.server';
import { listResting } from '../domain/members/resting.server';
import { anew } from '../http/anew.server';
import { readForm } from '../http/form.server';
import { day } from '../locales/dates';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { FormErrors } from '../ui/site/form';
import { useSite } from '../ui/site/frame';
import { More } from '../ui/site/more';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';

export const meta = titled;
export const handle = { words: stewardWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireSteward(request);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  return {
    title: t('steward.addresses.title'),
    unlisted: true,
    timezone: self.timezone,
    ...(await listResting(db, { after: readKeyset(query.get('after')) })),
    done: query.get('done'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireSteward(request);
  const submission = parseWithZod(await readForm(request), { schema: restInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  await putToRest(db, self, submission.value.email);
  // Said alike, whether we knew the address or not.
  return redirect(`/steward/addresses?done=${anew()}`, 303);
}

export default function Addresses() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { addresses, next, timezone, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <StewardPage title={t('steward.addresses.title')} lead={t('steward.addresses.lead')}>
      {done && !lastResult && (
        <Notice kind="going" announced>
          {t('steward.addresses.done')}
        </Notice>
      )}
      {/* Once put to rest, a form anew: what was wrong with it before is no longer said. */}
      <RestForm key={done} />
      <section className="sec" aria-labelledby="resting-title">
        <h2 className="h2" id="resting-title">
          {t('steward.addresses.list')}
        </h2>
        {addresses.length === 0 ? (
          <p className="muted">{t('steward.addresses.none')}</p>
        ) : (
          <ul className="entries">
            {addresses.map(({ id, email, since, by, reason }) => (
              <li key={id}>
                <b>{email}</b>
                <span className="small muted">
                  {t(`steward.addresses.${by}`, { day: day(since, timezone, language, true) })} {reason}
                </span>
              </li>
            ))}
          </ul>
        )}
        {next && <More to={`/steward/addresses?after=${next}`}>{t('outbox.older')}</More>}
      </section>
      <p className="sec">
        <Link to="/steward/mail">{t('steward.addresses.back')}</Link>
      </p>
    </StewardPage>
  );
}

function RestForm() {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm<{ email: string }>({
    id: 'rest',
    lastResult: useActionData<typeof action>(),
  });
  return (
    <Form method="post" className="form sec" {...getFormProps(form)}>
      <FormErrors form={form} labels={{ email: t('steward.addresses.email') }} />
      <TextField
        label={t('steward.addresses.email')}
        hint={t('steward.addresses.hint')}
        error={say(fields.email.errors)}
        autoComplete="off"
        {...getInputProps(fields.email, { type: 'email' })}
      />
      <div className="btns">
        <Button kind="star">{t('steward.addresses.submit')}</Button>
      </div>
    </Form>
  );
}
