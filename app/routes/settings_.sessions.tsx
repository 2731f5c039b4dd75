import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { type Device, deviceOf } from '../domain/members/device';
import { readForm } from '../http/form.server';
import { clock, day } from '../locales/dates';
import { wordsFor } from '../locales/i18n.server';
import { settingsWords } from '../locales/parts/settings';
import { endSessions, listSessions, requireMember } from '../session.server';
import { Badge } from '../ui/kit/badge';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { Frame, useSite } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: settingsWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const sessions = await listSessions(db, self, request);
  return {
    title: t('sessions.title'),
    unlisted: true,
    timezone: self.timezone,
    ended: new URL(request.url).searchParams.has('ended'),
    sessions: sessions.map(({ userAgent, ...session }) => ({
      ...session,
      device: deviceOf(userAgent),
    })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const key = (await readForm(request)).get('end');
  if (typeof key === 'string' && key) await endSessions(db, self, request, key);
  return redirect('/settings/sessions?ended', 303);
}

export default function Sessions() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { sessions, timezone, ended } = useLoaderData<typeof loader>();
  const named = ({ browser, system }: Device) =>
    browser && system ? t('sessions.on', { browser, system }) : (browser ?? system ?? t('sessions.unknown'));
  const moment = (at: Date) => ({ day: day(at, timezone, language), hour: clock(at, timezone, language) });
  return (
    <Frame bar={{ back: { to: '/settings', label: t('settings.back') }, title: t('sessions.title') }}>
      <PageHead title={t('sessions.title')}>{t('sessions.lead')}</PageHead>
      {ended && (
        <Notice kind="going" announced>
          {t('sessions.ended')}
        </Notice>
      )}
      <ul className="lines">
        {sessions.map(({ key, device, createdAt, lastSeenAt, current }) => (
          <li key={key}>
            <span className="what">
              <b>{named(device)}</b>
              <span className="small muted" id={`since-${key}`}>
                {device.kind && t(`sessions.kinds.${device.kind}`)} {t('sessions.since', moment(createdAt))}{' '}
                {!current && t('sessions.seen', moment(lastSeenAt))}
              </span>
            </span>
            {current ? (
              <Badge kind="going">{t('sessions.current')}</Badge>
            ) : (
              <Form method="post">
                <Button
                  size="s"
                  name="end"
                  value={key}
                  aria-label={t('sessions.endOne', { device: named(device) })}
                  aria-describedby={`since-${key}`}
                >
                  {t('sessions.end')}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <Form method="post" className="sec">
          <Button name="end" value="others">
            {t('sessions.endOthers')}
          </Button>
        </Form>
      ) : (
        <p className="sec muted">{t('sessions.alone')}</p>
      )}
    </Frame>
  );
}
