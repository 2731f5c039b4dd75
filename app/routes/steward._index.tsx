import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { config } from '../config.server';
import { isNearlyFull, spaceOf } from '../domain/instance/disk.server';
import { countFailedJobs } from '../domain/instance/jobs.server';
import { getMailHealth } from '../domain/letters/queries.server';
import { countReports } from '../domain/moderation/queries.server';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Empty } from '../ui/kit/empty';
import { Notice } from '../ui/kit/notice';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';

export const meta = titled;
export const handle = { words: stewardWords };

/** A letter that waits longer than this waits too long. */
const PATIENCE_MS = 3_600_000;

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireSteward(request);
  const t = await wordsFor(request);
  const [mail, reports, jobs, space] = await Promise.all([
    getMailHealth(db),
    countReports(db, self, null),
    countFailedJobs(db),
    spaceOf(config().mediaDir),
  ]);
  const waits = mail.waitingSince && Date.now() - mail.waitingSince.getTime() > PATIENCE_MS;
  return {
    title: t('steward.title'),
    unlisted: true,
    reports,
    mail: mail.paused ? 'paused' : waits ? 'late' : null,
    jobs,
    disk: space !== undefined && isNearlyFull(space),
  } as const;
}

/** What needs somebody now; calm when nothing does. */
export default function Steward() {
  const { t } = useTranslation();
  const { reports, mail, jobs, disk } = useLoaderData<typeof loader>();
  const needs = [
    reports > 0 && { to: '/steward/reports', text: t('steward.needs.reports', { count: reports }) },
    mail && { to: '/steward/mail', text: t(`steward.needs.${mail}`) },
    jobs > 0 && { to: '/steward/jobs', text: t('steward.needs.jobs', { count: jobs }) },
    disk && { to: '/steward/storage', text: t('steward.needs.disk') },
  ].filter((need) => need !== false && need !== null);
  return (
    <StewardPage title={t('steward.title')}>
      {needs.length === 0 ? (
        <Empty title={t('steward.calm')}>{t('steward.calmText')}</Empty>
      ) : (
        <section className="sec stack" aria-label={t('steward.needs.title')}>
          {needs.map(({ to, text }) => (
            <Notice key={to} kind="danger">
              {text} <Link to={to}>{t('steward.needs.see')}</Link>
            </Notice>
          ))}
        </section>
      )}
    </StewardPage>
  );
}
