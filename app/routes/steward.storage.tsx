import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { config } from '../config.server';
import { diskOf, isNearlyFull } from '../domain/instance/disk.server';
import { getDatabaseSize } from '../domain/instance/size.server';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Notice } from '../ui/kit/notice';
import { useSite } from '../ui/site/frame';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';

export const meta = titled;
export const handle = { words: stewardWords };

export async function loader({ request }: LoaderFunctionArgs) {
  await requireSteward(request);
  const t = await wordsFor(request);
  const [database, disk] = await Promise.all([getDatabaseSize(db), diskOf(config().mediaDir)]);
  return {
    title: t('steward.storage.title'),
    unlisted: true,
    database,
    disk: disk ?? null,
    tight: disk !== undefined && isNearlyFull(disk),
  };
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** "12,4 Mo", "12.4 MB". */
function sizeIn(language: string, bytes: number): string {
  const unit = Math.min(UNITS.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[unit],
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1_000 ** unit);
}

export default function Storage() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { database, disk, tight } = useLoaderData<typeof loader>();
  const size = (bytes: number) => sizeIn(language, bytes);
  return (
    <StewardPage title={t('steward.storage.title')}>
      {tight && <Notice kind="danger">{t('steward.needs.disk')}</Notice>}
      <section className="sec" aria-labelledby="files-title">
        <h2 className="h2" id="files-title">
          {t('steward.storage.files')}
        </h2>
        <p>
          {t('steward.storage.pictures', {
            count: database.pictures.count,
            size: size(database.pictures.bytes),
          })}
        </p>
        {disk && (
          <>
            <p>{t('steward.storage.folder', { count: disk.files, size: size(disk.used) })}</p>
            <p>{t('steward.storage.free', { free: size(disk.free), total: size(disk.total) })}</p>
          </>
        )}
      </section>
      <section className="sec" aria-labelledby="database-title">
        <h2 className="h2" id="database-title">
          {t('steward.storage.database')}
        </h2>
        <p>{t('steward.storage.total', { size: size(database.total) })}</p>
        <table className="figures-table">
          <thead>
            <tr>
              <th scope="col">{t('steward.storage.what')}</th>
              <th scope="col">{t('steward.storage.size')}</th>
            </tr>
          </thead>
          <tbody>
            {database.groups.map(({ group, bytes }) => (
              <tr key={group}>
                <th scope="row">{t(`steward.storage.groups.${group}`)}</th>
                <td>{size(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="mt-4 muted">{t('steward.storage.letters', { count: database.keptLetters })}</p>
      </section>
    </StewardPage>
  );
}
