import { Form, Link, useLocation, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportView } from '../../domain/exports/queries.server';
import { clock, day } from '../../locales/dates';
import { Button } from '../kit/button';
import { Icon } from '../kit/icons';
import { Notice } from '../kit/notice';
import { useSite } from '../site/frame';

/** How often a page in view asks how far its archive is. */
const REFRESH_MS = 2_000;

interface ArchivesProps {
  archives: ExportView[];
  timezone: string;
  /** What the button says. */
  ask: string;
  /** The day's are used up. */
  enough?: boolean;
}

/** Asks for an archive, shows how far it is, and gives it out. Without JavaScript a link looks again. */
export function Archives({ archives, timezone, ask, enough }: ArchivesProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isUnderWay = archives.some(({ state }) => state === 'queued' || state === 'building');
  useRefresh(isUnderWay);
  return (
    <>
      {enough && (
        <Notice kind="danger" announced>
          {t('leaving.archives.enough')}
        </Notice>
      )}
      {isUnderWay ? (
        <div className="sec">
          <p role="status">{t('leaving.archives.underWay')}</p>
          <p>
            <Link to={pathname}>{t('leaving.archives.refresh')}</Link>
          </p>
        </div>
      ) : (
        <Form method="post" className="sec">
          <Button kind="star">{ask}</Button>
        </Form>
      )}
      <section className="sec" aria-labelledby="archives-title">
        <h2 className="h2" id="archives-title">
          {t('leaving.archives.list')}
        </h2>
        {archives.length === 0 ? (
          <p className="muted">{t('leaving.archives.none')}</p>
        ) : (
          <ul className="lines">
            {archives.map((archive) => (
              <Archive key={archive.id} archive={archive} timezone={timezone} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Archive({ archive, timezone }: { archive: ExportView; timezone: string }) {
  const { t } = useTranslation();
  const { language } = useSite();
  const moment = (at: string) => ({
    day: day(new Date(at), timezone, language),
    hour: clock(new Date(at), timezone, language),
  });
  const { id, state, done, total, bytes, problem, createdAt, expiresAt } = archive;
  const named = t('leaving.archives.of', moment(createdAt));
  return (
    <li>
      <span className="what">
        <b>{named}</b>
        <span className={problem ? 'small err' : 'small muted'}>
          {problem && <Icon name="warning" small />}
          {state === 'ready'
            ? t('leaving.archives.ready', {
                size: sizeOf(bytes ?? 0, language),
                until: moment(expiresAt).day,
              })
            : t(`leaving.archives.${state === 'failed' ? (problem ?? 'broken') : state}`, { done, total })}
        </span>
        {state === 'building' && total > 0 && <progress max={total} value={done} aria-label={named} />}
      </span>
      {state === 'ready' && (
        <a
          className="btn sm"
          href={`/settings/data/${id}.zip`}
          download
          aria-label={t('leaving.archives.downloadOne', moment(createdAt))}
        >
          {t('leaving.archives.download')}
        </a>
      )}
    </li>
  );
}

/** "1,2 Mo", "1.2 MB" */
function sizeOf(bytes: number, language: string): string {
  const unit = bytes >= 1_000_000 ? 'megabyte' : 'kilobyte';
  const size = bytes / (unit === 'megabyte' ? 1_000_000 : 1_000);
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
}

/** Only while somebody looks, and never faster than the last answer came. */
function useRefresh(isUnderWay: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay || state !== 'idle') return;
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') revalidate();
    }, REFRESH_MS);
    const onReturn = () => document.visibilityState === 'visible' && revalidate();
    document.addEventListener('visibilitychange', onReturn);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onReturn);
    };
  }, [isUnderWay, state, revalidate]);
}
