import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { sendsMail } from '../config.server';
import { requestTestLetter, resumeLetters } from '../domain/letters/commands.server';
import { getMailHealth } from '../domain/letters/queries.server';
import { readForm } from '../http/form.server';
import { clock, day } from '../locales/dates';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { LetterLines } from '../ui/letters/letter-lines';
import { Frame, useSite } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: stewardWords };

const DONE = ['tested', 'resumed'] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireSteward(request);
  const t = await wordsFor(request);
  const done = new URL(request.url).searchParams.get('done');
  return {
    title: t('steward.title'),
    unlisted: true,
    health: await getMailHealth(db),
    sends: sendsMail(),
    email: self.email,
    timezone: self.timezone,
    done: DONE.find((known) => known === done),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireSteward(request);
  const act = (await readForm(request)).get('act');
  if (act === 'test') {
    await requestTestLetter(db, self);
    return redirect('/steward?done=tested', 303);
  }
  if (act === 'resume') {
    await resumeLetters(db, self);
    return redirect('/steward?done=resumed', 303);
  }
  throw new Response(null, { status: 400 });
}

const STATES = ['queued', 'sending', 'sent', 'failed', 'dropped'] as const;

export default function Steward() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { health, sends, email, timezone, done } = useLoaderData<typeof loader>();
  const { counts, paused, waitingSince, failures, suppressed } = health;
  const moment = (at: Date) => ({ day: day(at, timezone, language), hour: clock(at, timezone, language) });
  const said = done === 'tested' && !sends ? 'testedKept' : done;
  return (
    <Frame bar={{ back: { to: '/settings', label: t('steward.back') }, title: t('steward.title') }}>
      <PageHead title={t('steward.title')} />
      {said && (
        <Notice kind="going" announced>
          {t(`steward.${said}`, { email })}{' '}
          {said === 'testedKept' && <Link to="/outbox">{t('steward.outbox')}</Link>}
        </Notice>
      )}
      <section className="sec stack" aria-labelledby="mail-title">
        <h2 className="h2" id="mail-title">
          {t('steward.mail')}
        </h2>
        <Form method="post" className="stack">
          {paused ? (
            <Notice kind="danger">
              <p>{t('steward.paused', moment(paused.since))}</p>
              <p>{t('steward.pausedWhy', { reason: paused.reason })}</p>
              <p className="btns">
                <Button kind="star" name="act" value="resume">
                  {t('steward.resume')}
                </Button>
              </p>
            </Notice>
          ) : (
            <p>{t(sends ? 'steward.running' : 'steward.keeping')}</p>
          )}
          <dl className="tally" aria-label={t('steward.counts')}>
            {STATES.map((state) => (
              <div key={state}>
                <dt>{t(`outbox.states.${state === 'sent' && !sends ? 'kept' : state}`)}</dt>
                <dd>{counts[state]}</dd>
              </div>
            ))}
          </dl>
          {waitingSince && <p className="muted">{t('steward.waitingSince', moment(waitingSince))}</p>}
          <p className="muted">{t('steward.suppressed', { count: suppressed })}</p>
          <p className="btns">
            <Button kind={paused ? 'plain' : 'star'} name="act" value="test">
              {t('steward.test')}
            </Button>
            <Link to="/outbox">{t('steward.outbox')}</Link>
          </p>
        </Form>
      </section>
      <section className="sec" aria-labelledby="failures-title">
        <h2 className="h2" id="failures-title">
          {t('steward.failures')}
        </h2>
        {failures.length > 0 ? (
          <LetterLines letters={failures} timezone={timezone} />
        ) : (
          <p className="muted">{t('steward.noFailures')}</p>
        )}
      </section>
    </Frame>
  );
}
