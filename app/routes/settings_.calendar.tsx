import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { origin } from '../config.server';
import { calendarToken, renewCalendar } from '../domain/members/calendar.server';
import { wordsFor } from '../locales/i18n.server';
import { leavingWords } from '../locales/parts/leaving';
import { settingsWords } from '../locales/parts/settings';
import { requireMember } from '../session.server';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { CopyAddress } from '../ui/site/copy-address';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: [leavingWords, settingsWords] };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const address = `${origin()}/calendar/${await calendarToken(db, self)}.ics`;
  return {
    title: t('leaving.calendar.title'),
    unlisted: true,
    address,
    // What phones take for a calendar to subscribe to, rather than a file to download.
    subscribe: address.replace(/^https?:/, 'webcal:'),
    renewed: new URL(request.url).searchParams.has('renewed'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  await renewCalendar(db, await requireMember(request));
  return redirect('/settings/calendar?renewed', 303);
}

/** The secret address of a member's own calendar. */
export default function Calendar() {
  const { t } = useTranslation();
  const { address, subscribe, renewed } = useLoaderData<typeof loader>();
  const title = t('leaving.calendar.title');
  return (
    <Frame bar={{ back: { to: '/settings', label: t('settings.back') }, title }}>
      <PageHead title={title}>{t('leaving.calendar.lead')}</PageHead>
      {renewed && (
        <Notice kind="going" announced>
          {t('leaving.calendar.renewed')}
        </Notice>
      )}
      <div className="form">
        <TextField
          id="calendar-address"
          label={t('leaving.calendar.address')}
          hint={t('leaving.calendar.secret')}
          value={address}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className="btns">
          <a className="btn star" href={subscribe}>
            {t('leaving.calendar.subscribe')}
          </a>
          <CopyAddress text={address} />
        </div>
      </div>
      <section className="sec measure told" aria-labelledby="how-title">
        <h2 className="h2" id="how-title">
          {t('leaving.calendar.how')}
        </h2>
        <ul>
          <li>{t('leaving.calendar.ios')}</li>
          <li>{t('leaving.calendar.android')}</li>
          <li>{t('leaving.calendar.computer')}</li>
        </ul>
        <p className="muted">{t('leaving.calendar.hourly')}</p>
      </section>
      <section className="sec measure told" aria-labelledby="renew-title">
        <h2 className="h2" id="renew-title">
          {t('leaving.calendar.renew')}
        </h2>
        <p>{t('leaving.calendar.renewText')}</p>
        <Form method="post">
          <Button>{t('leaving.calendar.renew')}</Button>
        </Form>
      </section>
    </Frame>
  );
}
