import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { EventRows } from '../../ui/events/event-rows';
import { NowLine } from '../../ui/events/now-line';
import { ButtonLink } from '../../ui/kit/button';
import { Empty } from '../../ui/kit/empty';
import { Frame } from '../../ui/site/frame';
import { Feature, FeaturePerch } from './feature';
import type { strangerHome } from './stranger-home.server';

/** What Perchoir is, shown on an evening that is really going to happen. */
export function StrangerHome({ home }: { home: Awaited<ReturnType<typeof strangerHome>> }) {
  const { t } = useTranslation();
  const { now, next, coming } = home;
  return (
    <Frame>
      <div className="home">
        <header className="welcome">
          <h1 className="h1 big">{t('home.pitch')}</h1>
          <p className="lead measure">{t('home.lead')}</p>
          <div className="btns">
            <ButtonLink kind="star" to="/join">
              {t('home.join')}
            </ButtonLink>
            <ButtonLink to="/login">{t('home.signIn')}</ButtonLink>
          </div>
          <p className="small muted measure">{t('home.promise')}</p>
        </header>
        {now && <NowLine event={now} />}
        {next ? (
          <section className="sec" aria-label={t('home.next')}>
            <Feature event={next} above={t('home.next')}>
              <div className="btns">
                <ButtonLink to={`/events/${next.slug}`}>{t('home.see')}</ButtonLink>
                {next.free !== null && next.canGo && (
                  <span className="small muted">{t('event.free', { count: next.free })}</span>
                )}
              </div>
            </Feature>
            <FeaturePerch event={next} />
          </section>
        ) : (
          <Empty title={t('home.quiet')}>{t('home.quietText')}</Empty>
        )}
        {coming.length > 0 && (
          <section className="sec">
            <div className="headline">
              <h2 className="h2">{t('home.coming')}</h2>
              <Link to="/events" className="small">
                {t('eventList.all')}
              </Link>
            </div>
            <EventRows events={coming} />
          </section>
        )}
        <section className="sec">
          <h2 className="h2">{t('home.how')}</h2>
          <ol className="steps">
            {(['call', 'perch', 'live'] as const).map((step) => (
              <li key={step}>
                <h3 className="h3">{t(`home.steps.${step}`)}</h3>
                <p className="muted">{t(`home.steps.${step}Text`)}</p>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </Frame>
  );
}
