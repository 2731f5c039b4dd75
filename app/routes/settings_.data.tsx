import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { requestExport } from '../domain/exports/commands.server';
import { listExports } from '../domain/exports/queries.server';
import { limit } from '../http/limits.server';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { leavingWords } from '../locales/parts/leaving';
import { settingsWords } from '../locales/parts/settings';
import { requireMember } from '../session.server';
import { Archives } from '../ui/exports/archives';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: [leavingWords, settingsWords] };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  return {
    title: t('leaving.data.title'),
    unlisted: true,
    timezone: self.timezone,
    archives: await listExports(db, self, null),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  if (!(await limit('exportData', self.id)).ok) return data({ enough: true }, { status: 429 });
  await requestExport(db, self, { language: await languageOf(request) });
  return redirect('/settings/data', 303);
}

/** Everything of one's own, to take along. */
export default function Data() {
  const { t } = useTranslation();
  const { archives, timezone } = useLoaderData<typeof loader>();
  const enough = useActionData<typeof action>()?.enough;
  return (
    <Frame bar={{ back: { to: '/settings', label: t('settings.back') }, title: t('leaving.data.title') }}>
      <PageHead title={t('leaving.data.title')}>{t('leaving.data.lead')}</PageHead>
      <Archives archives={archives} timezone={timezone} ask={t('leaving.data.ask')} enough={enough} />
      <section className="sec measure told" aria-labelledby="inside-title">
        <h2 className="h2" id="inside-title">
          {t('leaving.data.inside')}
        </h2>
        <p>{t('leaving.data.insideText')}</p>
        <p className="muted">{t('leaving.data.private')}</p>
        <p>
          <Link className="tap" to="/settings/leave">
            {t('leaving.data.leave')}
          </Link>
        </p>
      </section>
    </Frame>
  );
}
