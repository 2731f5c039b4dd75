import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { sendsMail } from '../config.server';
import { pauseLetters, requestTestLetter, resumeLetters } from '../domain/letters/commands.server';
import { getMailHealth } from '../domain/letters/queries.server';
import { readForm } from '../http/form.server';
import { clock, day, posterShort } from '../locales/dates';
import type { Language } from '../locales/i18n';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { LetterLines } from '../ui/letters/letter-lines';
import { useSite } from '../ui/site/frame';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';

export const meta = titled;
export const handle = { words: stewardWords };

const DONE = ['tested', 'resumed', 'halted'] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireSteward(request);
  const t = await wordsFor(request);
  const done = new URL(request.url).searchParams.get('done');
  return {
    title: t('steward.mail'),
    unlisted: true,
    health: await getMailHealth(db),
    sends: sendsMail(),
    email: self.email,
    timezone: self.timezone,
    done: DONE.find((known) => known === done),
  };
}

const ACTS = {
  test: { done: 'tested', run: requestTestLetter },
  resume: { done: 'resumed', run: resumeLetters },
  pause: { done: 'halted', run: pauseLetters },
} as const;

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireSteward(request);
  const asked = String((await readForm(request)).get('act'));
  const act = Object.hasOwn(ACTS, asked) ? ACTS[asked as keyof typeof ACTS] : undefined;
  if (!act) throw new Response(null, { status: 400 });
  await act.run(db, self);
  return redirect(`/steward/mail?done=${act.done}`, 303);
}

const STATES = ['queued', 'sending', 'sent', 'failed', 'dropped'] as const;

/** "sam. 21 nov.", of "2026-11-21" */
function shortDay(date: string, language: Language): string {
  const { weekday, month } = posterShort(new Date(`${date}T12:00:00Z`), 'UTC', language);
  return `${weekday} ${Number(date.slice(-2))}\u00a0${month}`;
}

/** Of a column. */
const MANY = 2;

export default function Mail() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { health, sends, email, timezone, done } = useLoaderData<typeof loader>();
  const { counts, paused, waitingSince, lastSent, days, failures, suppressed } = health;
  const moment = (at: Date) => ({ day: day(at, timezone, language), hour: clock(at, timezone, language) });
  const said = done === 'tested' && !sends ? 'testedKept' : done;
  return (
    <StewardPage title={t('steward.mail')}>
      {said && (
        <Notice kind="going" announced>
          {t(`steward.${said}`, { email })}{' '}
          {said === 'testedKept' && <Link to="/outbox">{t('steward.outbox')}</Link>}
        </Notice>
      )}
      <Form method="post" className="sec stack">
        {paused ? (
          <Notice kind="danger">
            <p>{t(paused.bySteward ? 'steward.haltedSince' : 'steward.paused', moment(paused.since))}</p>
            {!paused.bySteward && <p>{t('steward.pausedWhy', { reason: paused.reason })}</p>}
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
              <dt>
                {t(`steward.states.${state === 'sent' && !sends ? 'kept' : state}`, { count: counts[state] })}
              </dt>
              <dd>{counts[state]}</dd>
            </div>
          ))}
        </dl>
        {waitingSince && <p className="muted">{t('steward.waitingSince', moment(waitingSince))}</p>}
        {lastSent && <p className="muted">{t('steward.lastSent', moment(lastSent))}</p>}
        <p className="muted">
          {t('steward.suppressed', { count: suppressed })}{' '}
          <Link to="/steward/addresses">{t('steward.addresses.link')}</Link>
        </p>
        <p className="btns">
          <Button kind={paused ? 'plain' : 'star'} name="act" value="test">
            {t('steward.test')}
          </Button>
          {!paused && (
            <Button name="act" value="pause">
              {t('steward.halt')}
            </Button>
          )}
          <Link className="tap" to="/outbox">
            {t('steward.outbox')}
          </Link>
        </p>
      </Form>
      {days.length > 0 && (
        <section className="sec" aria-labelledby="week-title">
          <h2 className="h2" id="week-title">
            {t('steward.week')}
          </h2>
          <table className="figures-table">
            <thead>
              <tr>
                <th scope="col">{t('steward.day')}</th>
                <th scope="col">{t(`steward.states.${sends ? 'sent' : 'kept'}`, { count: MANY })}</th>
                <th scope="col">{t('steward.states.failed', { count: MANY })}</th>
                <th scope="col">{t('steward.states.dropped', { count: MANY })}</th>
              </tr>
            </thead>
            <tbody>
              {days.map((one) => (
                <tr key={one.day}>
                  <th scope="row">{shortDay(one.day, language)}</th>
                  <td>{one.sent}</td>
                  <td>{one.failed}</td>
                  <td>{one.dropped}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
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
    </StewardPage>
  );
}
