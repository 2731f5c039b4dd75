import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findEmailChange } from '../../domain/members/email-changes.server';
import { findFactors } from '../../domain/members/factors.server';
import { day } from '../../locales/dates';
import { wordsFor } from '../../locales/i18n.server';
import { securityWords } from '../../locales/parts/security';
import { listSessions, requireMember } from '../../session.server';
import { ButtonLink } from '../../ui/kit/button';
import { Notice } from '../../ui/kit/notice';
import { Frame, useSite } from '../../ui/site/frame';
import { PageHead } from '../../ui/site/page-head';
import { titled } from '../../ui/site/title';
import { DONE } from './done.server';

export const meta = titled;
export const handle = { words: securityWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const { authenticatorSince, passkeys, recovery } = await findFactors(db, self.id);
  const query = new URL(request.url).searchParams;
  const said = query.get('done');
  return {
    title: t('security.title'),
    unlisted: true,
    email: self.email,
    handle: self.handle,
    timezone: self.timezone,
    asleep: !self.trusted,
    wake: query.has('wake'),
    authenticatorSince,
    passkeys: passkeys.length,
    recovery: recovery.left,
    moving: (await findEmailChange(db, self.id))?.email ?? null,
    sessions: (await listSessions(db, self, request)).length,
    done: DONE.find((one) => one === said) ?? null,
  };
}

export default function Security() {
  const { t } = useTranslation();
  const { language } = useSite();
  const facts = useLoaderData<typeof loader>();
  const { authenticatorSince, passkeys, recovery, moving, done } = facts;
  const hasSecond = authenticatorSince !== null || passkeys > 0;
  return (
    <Frame bar={{ back: { to: '/settings', label: t('security.back') }, title: t('security.title') }}>
      <PageHead title={t('security.title')}>{t('security.lead')}</PageHead>
      {done && (
        <Notice kind="going" announced>
          {t(`security.done.${done}`)}{' '}
          {done === 'recoveryUsed' && t('security.recovery.left', { count: recovery })}
        </Notice>
      )}
      {facts.asleep && (
        <Notice kind="danger" announced={facts.wake}>
          {t('security.asleep')} {facts.wake && t('security.wake')}
        </Notice>
      )}
      {hasSecond && recovery === 0 && (
        <Notice kind="danger">
          {t('security.noRecovery')} <Link to="/settings/recovery">{t('security.recovery.make')}</Link>
        </Notice>
      )}
      <section className="sec" aria-labelledby="in-title">
        <h2 className="h2" id="in-title">
          {t('security.first')}
        </h2>
        <ul className="lines">
          <Line to="/settings/password" what="password" facts={t('security.password.fact')} />
          <Line
            to="/settings/passkeys"
            what="passkeys"
            facts={t('security.passkeys.count', { count: passkeys })}
          />
          <Line
            to="/settings/email"
            what="email"
            facts={moving ? t('security.email.moving', { email: moving }) : <Address of={facts.email} />}
          />
        </ul>
      </section>
      <section className="sec" aria-labelledby="second-title">
        <h2 className="h2" id="second-title">
          {t('security.second')}
        </h2>
        <p className="muted measure">{t('security.secondText')}</p>
        <ul className="lines">
          <Line
            to="/settings/authenticator"
            what="authenticator"
            star={facts.asleep}
            facts={
              authenticatorSince
                ? t('security.authenticator.since', {
                    day: day(authenticatorSince, facts.timezone, language),
                  })
                : t('security.authenticator.off')
            }
          />
          <Line
            to="/settings/recovery"
            what="recovery"
            star={hasSecond && recovery === 0}
            facts={hasSecond ? t('security.recovery.left', { count: recovery }) : t('security.recovery.off')}
          />
        </ul>
      </section>
      <section className="sec" aria-labelledby="more-title">
        <h2 className="h2" id="more-title">
          {t('security.more')}
        </h2>
        <ul className="lines">
          <Line
            to="/settings/sessions"
            what="sessions"
            facts={t('security.sessions.count', { count: facts.sessions })}
          />
          <Line to="/settings/handle" what="handle" facts={`@${facts.handle}`} />
        </ul>
      </section>
    </Frame>
  );
}

/** One that is too long for its line goes on behind its @. */
function Address({ of }: { of: string }) {
  const at = of.lastIndexOf('@') + 1;
  return (
    <>
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </>
  );
}

type What = 'password' | 'passkeys' | 'email' | 'authenticator' | 'recovery' | 'sessions' | 'handle';

function Line({ to, what, facts, star }: { to: string; what: What; facts: ReactNode; star?: boolean }) {
  const { t } = useTranslation();
  const name = t(`security.${what}.name`);
  return (
    <li>
      <span className="what">
        <b>{name}</b>
        <span className="small muted">{facts}</span>
      </span>
      <ButtonLink size="s" kind={star ? 'star' : 'plain'} to={to} aria-label={t('security.open', { name })}>
        {t(`security.${what}.open`)}
      </ButtonLink>
    </li>
  );
}
