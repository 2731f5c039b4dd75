import { Form, Link } from '@remix-run/react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { FreshWord } from '../../ui/communities/fresh-word';
import { EventRows } from '../../ui/events/event-rows';
import { NowLine } from '../../ui/events/now-line';
import { Answered } from '../../ui/kit/badge';
import { Button, ButtonLink } from '../../ui/kit/button';
import { Empty } from '../../ui/kit/empty';
import { LiveDot } from '../../ui/kit/live-dot';
import { WireRow } from '../../ui/kit/row';
import { Frame, useMayOpenCommunity } from '../../ui/site/frame';
import { Feature, FeaturePerch } from './feature';
import type { memberHome } from './member-home.server';

type Home = Awaited<ReturnType<typeof memberHome>>;

/** A member's home begins with their next seat. */
export function MemberHome({ home }: { home: Home }) {
  const { t } = useTranslation();
  const { feature, now, told, awaiting, wires, around, communities, canCall, hello, today } = home;
  const call = (size: 's' | 'm') => (
    <ButtonLink to="/events/new" size={size}>
      {t('home.call')}
    </ButtonLink>
  );
  return (
    <Frame bar={canCall ? { actions: call('s') } : undefined}>
      <div className="home">
        {now && <NowLine event={now} />}
        {told.map(({ id, tag, community, title }) => (
          <FreshWord
            key={id}
            to={`/c/${encodeURIComponent(tag)}/announcements`}
            from={t('home.told', { community: `#${community}` })}
            title={title}
          />
        ))}
        <div className="mast">
          <div>
            <p className="small muted">{today}</p>
            <h1 className="h1">{t(`home.${feature?.kind ?? 'nothing'}`, { hello })}</h1>
          </div>
          {canCall && <span className="d-only">{call('m')}</span>}
        </div>
        <div className="home-grid">
          <div>
            {feature ? (
              <Featured feature={feature} />
            ) : (
              <Empty
                title={t('home.calm')}
                actions={<ButtonLink to="/events">{t('eventList.all')}</ButtonLink>}
              >
                {t('home.calmText')}
              </Empty>
            )}
          </div>
          <aside>
            {awaiting.length > 0 && (
              <Awaiting
                awaiting={awaiting}
                star={feature?.kind !== 'invited' && feature?.event.phase !== 'on'}
              />
            )}
            <Communities communities={communities} />
          </aside>
          <div>
            <Wires title={t('home.wires')} events={wires} />
            <Wires title={t('home.coming')} events={around} />
          </div>
        </div>
      </div>
    </Frame>
  );
}

function Wires({ title, events }: { title: string; events: Home['wires'] }) {
  const { t } = useTranslation();
  if (events.length === 0) return null;
  return (
    <section className="sec wires">
      <div className="headline">
        <h2 className="h2">{title}</h2>
        <Link to="/events" className="small">
          {t('eventList.all')}
        </Link>
      </div>
      <EventRows events={events} />
    </section>
  );
}

function Featured({ feature }: { feature: NonNullable<Home['feature']> }) {
  const { t } = useTranslation();
  const { event, kind, inviter, when, inDays } = feature;
  const to = `/events/${event.slug}`;
  const isOn = event.phase === 'on';
  const invites = inviter ? t('home.invites', { inviter, when }) : t('home.invitedTo', { when });
  return (
    <>
      <Feature
        event={event}
        above={kind === 'invited' ? invites : isOn ? <LiveDot>{t('event.now')}</LiveDot> : undefined}
        zone={isOn ? undefined : inDays}
      >
        <div className="btns">
          {isOn && (
            <ButtonLink kind="star" to={event.liveUrl}>
              {t('event.follow')}
            </ButtonLink>
          )}
          {kind === 'invited' && (
            <ButtonLink kind="star" to={to}>
              {inviter ? t('home.answerTo', { inviter }) : t('home.answer')}
            </ButtonLink>
          )}
          {kind === 'nothing' && <ButtonLink to={to}>{t('home.see')}</ButtonLink>}
          {(kind === 'invited' || kind === 'nothing') && event.free !== null && (
            <span className="small muted">{t('event.free', { count: event.free })}</span>
          )}
        </div>
      </Feature>
      <FeaturePerch event={event} />
      {(kind === 'seatHeld' || kind === 'remoteHeld') && (
        <p className="btns">
          <Answered>{kind === 'seatHeld' ? t('home.yours') : t('answer.noted.remote')}</Answered>
          <Link to={to}>{t('home.change')}</Link>
        </p>
      )}
    </>
  );
}

/** The answers they owe, given right here. */
function Awaiting({ awaiting, star }: { awaiting: Home['awaiting']; star: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="sec owed">
      <h2 className="h2">{t('home.waits')}</h2>
      <ul className="awaits">
        {awaiting.map((event, index) => (
          <li key={event.slug}>
            <time className="dd" dateTime={event.startsAt}>
              {event.weekday}
              <b>{event.day}</b>
              {event.month}
            </time>
            <div>
              <h3 className="h3">
                <Link to={`/events/${event.slug}`}>{event.title}</Link>
              </h3>
              <p className="small muted">
                {event.inviter
                  ? t('home.invitedBy', { inviter: event.inviter, hashtag: event.hashtag })
                  : `#${event.hashtag}`}
              </p>
              <Form method="post" action={`/events/${event.slug}`} className="btns">
                <Button
                  size="s"
                  kind={star && index === 0 ? 'star' : 'plain'}
                  name="answer"
                  value="going"
                  aria-label={`${goLabel(event, t)}, ${event.title}`}
                >
                  {goLabel(event, t)}
                </Button>
                <Link to={`/events/${event.slug}`} className="small">
                  {t('home.otherAnswer')}
                </Link>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function goLabel({ own, free }: Home['awaiting'][number], t: TFunction): string {
  if (own === 'offered') return t('answer.take');
  return free === 0 ? t('answer.line') : t('answer.going');
}

function Communities({ communities }: { communities: Home['communities'] }) {
  const { t } = useTranslation();
  const mayOpen = useMayOpenCommunity();
  if (communities.length === 0) {
    return (
      <section className="sec own stack">
        <h2 className="h2">{t('home.alone')}</h2>
        <p className="muted">{t('home.aloneText')}</p>
        <div className="btns">
          <ButtonLink size="s" to="/communities">
            {t('home.find')}
          </ButtonLink>
          {mayOpen && (
            <Link to="/communities/new" className="small">
              {t('home.start')}
            </Link>
          )}
        </div>
      </section>
    );
  }
  return (
    <section className="sec own">
      <h2 className="h2">{t('home.communities')}</h2>
      {communities.map(({ tag, name, members }) => (
        <WireRow
          key={tag}
          to={`/c/${encodeURIComponent(tag)}`}
          seed={tag}
          title={`#${name}`}
          detail={t('home.members', { count: members })}
        />
      ))}
    </section>
  );
}
