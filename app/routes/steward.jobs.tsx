import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { dropJob, runJobAgain } from '../domain/instance/commands/jobs.server';
import { getJobHealth } from '../domain/instance/jobs.server';
import { readForm } from '../http/form.server';
import { jobs } from '../jobs/clock.server';
import { nextRun } from '../jobs/next-run';
import { clock, day } from '../locales/dates';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';

export const meta = titled;
export const handle = { words: stewardWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const { timezone } = await requireSteward(request);
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const { due, running, failed, lastRuns } = await getJobHealth(db);
  const said = (at: Date | null | undefined) =>
    at ? `${day(at, timezone, language)}, ${clock(at, timezone, language)}` : null;
  return {
    title: t('steward.jobs.title'),
    unlisted: true,
    due,
    running,
    failed: failed.map(({ again, ...job }) => ({ ...job, again: said(again) })),
    clock: jobs.map(({ name, cron }) => ({
      name,
      last: said(lastRuns.get(name)),
      next: said(nextRun(cron, new Date())),
    })),
    done: new URL(request.url).searchParams.has('done'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireSteward(request);
  const form = await readForm(request);
  const id = String(form.get('job'));
  if (!/^\d{1,18}$/.test(id)) throw new Response(null, { status: 400 });
  if (form.get('act') === 'again') await runJobAgain(db, self, id);
  else if (form.get('act') === 'drop') await dropJob(db, self, id);
  else throw new Response(null, { status: 400 });
  return redirect('/steward/jobs?done', 303);
}

export default function Jobs() {
  const { t } = useTranslation();
  const { due, running, failed, clock: schedule, done } = useLoaderData<typeof loader>();
  return (
    <StewardPage title={t('steward.jobs.title')} lead={t('steward.jobs.lead', { due, running })}>
      {done && (
        <Notice kind="going" announced>
          {t('steward.jobs.done')}
        </Notice>
      )}
      <section className="sec" aria-labelledby="failed-title">
        <h2 className="h2" id="failed-title">
          {t('steward.jobs.failed')}
        </h2>
        {failed.length === 0 && <p className="muted">{t('steward.jobs.noneFailed')}</p>}
        <ul className="entries">
          {failed.map(({ id, name, attempts, error, again }) => (
            <li key={id}>
              <b>{name}</b>
              <span className="small muted">
                {t('steward.jobs.attempts', { count: attempts })}{' '}
                {again ? t('steward.jobs.again', { at: again }) : t('steward.jobs.givenUp')}
              </span>
              <code className="small">{error}</code>
              <Form method="post" className="btns">
                <input type="hidden" name="job" value={id} />
                <Button size="s" name="act" value="again">
                  {t('steward.jobs.run')}
                </Button>
                <Button size="s" kind="bare" name="act" value="drop">
                  {t('steward.jobs.drop')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      </section>
      <section className="sec" aria-labelledby="clock-title">
        <h2 className="h2" id="clock-title">
          {t('steward.jobs.clock')}
        </h2>
        <ul className="entries">
          {schedule.map(({ name, last, next }) => (
            <li key={name}>
              <b>{t(`steward.jobs.names.${name as 'purge-letters'}`, { defaultValue: name })}</b>
              <span className="small muted">
                {last ? t('steward.jobs.last', { at: last }) : t('steward.jobs.never')}{' '}
                {next && t('steward.jobs.next', { at: next })}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </StewardPage>
  );
}
