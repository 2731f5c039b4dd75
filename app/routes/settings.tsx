import { parseWithZod } from '@conform-to/zod/v4';
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
  redirectDocument,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { updateSettings } from '../domain/members/commands/update-profile.server';
import { settingsInput } from '../domain/members/profile-rules';
import { timeZones } from '../domain/rules';
import { anew } from '../http/anew.server';
import { readForm } from '../http/form.server';
import { languageCookie, languageOf, wordsFor } from '../locales/i18n.server';
import { settingsWords } from '../locales/parts/settings';
import { requireMember } from '../session.server';
import { Button } from '../ui/kit/button';
import { Icon, type IconName } from '../ui/kit/icons';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { SettingsForm } from '../ui/members/settings-form';
import { forgetDrafts } from '../ui/site/draft';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: settingsWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const { name, handle, portrait, email, steward, language, timezone } = self;
  return {
    title: t('settings.title'),
    unlisted: true,
    me: { name, handle, portrait, email, steward },
    settings: { timezone, language: language ?? (await languageOf(request)) },
    // Older names of zones are not in the list, and stay what they are.
    zones: [...new Set([...timeZones, timezone])],
    saved: new URL(request.url).searchParams.get('saved'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const submission = parseWithZod(await readForm(request), { schema: settingsInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const { language } = submission.value;
  await updateSettings(db, self, submission.value);
  const headers = { 'Set-Cookie': await languageCookie.serialize(language) };
  // Another language comes with a page load of its own.
  const leave = language === (await languageOf(request)) ? redirect : redirectDocument;
  return leave(`/settings?saved=${anew()}`, { status: 303, headers });
}

export default function Settings() {
  const { t } = useTranslation();
  const { me, settings, zones, saved } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <Frame>
      <PageHead title={t('settings.title')} />
      {saved && !lastResult && (
        <Notice kind="going" announced>
          {t('settings.saved')}
        </Notice>
      )}
      <WireRow
        to={`/@${me.handle}`}
        seed={me.handle}
        photoUrl={photoUrl(me.portrait)}
        title={me.name}
        detail={`@${me.handle}`}
      />
      <div className="two">
        <section className="sec" aria-labelledby="account-title">
          <h2 className="h2" id="account-title">
            {t('settings.security')}
          </h2>
          <p className="muted">{t('settings.email', { email: me.email })}</p>
          <ul className="ways">
            <Way to="/settings/profile" icon="edit" label={t('settings.profile')} />
            <Way to="/settings/portrait" icon="camera" label={t('settings.portrait')} />
            <Way to="/settings/security" icon="lock" label={t('settings.guard')} />
            <Way to="/settings/letters" icon="mail" label={t('mailWishes.title')} />
            <Way to="/settings/calendar" icon="calendar" label={t('settings.calendar')} />
            <Way to="/settings/data" icon="share" label={t('settings.data')} />
            <Way to="/settings/blocks" icon="people" label={t('settings.blocks')} />
            {me.steward && <Way to="/steward" icon="settings" label={t('settings.steward')} />}
            <Way to="/settings/leave" icon="trash" label={t('settings.leave')} />
          </ul>
          {/* A page load: nothing of the member stays in the browser's memory. */}
          <Form method="post" action="/logout" reloadDocument onSubmit={forgetDrafts}>
            <Button>{t('settings.signOut')}</Button>
          </Form>
        </section>
        <section className="sec" aria-labelledby="here-title">
          <h2 className="h2" id="here-title">
            {t('settings.here')}
          </h2>
          {/* Once saved, a form anew: what was wrong with it before is no longer said. */}
          <SettingsForm key={saved} settings={settings} zones={zones} lastResult={lastResult} />
        </section>
      </div>
    </Frame>
  );
}

function Way({ to, icon, label }: { to: string; icon: IconName; label: string }) {
  return (
    <li>
      <Link to={to}>
        <Icon name={icon} />
        <span>{label}</span>
        <Icon name="next" small />
      </Link>
    </li>
  );
}
