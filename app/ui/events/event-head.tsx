import { Link } from '@remix-run/react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Cover } from '../kit/cover/cover';
import { DateBlock } from '../kit/date-block';
import { Icon } from '../kit/icons';
import type { EventFacts } from './facts';
import { OwnHour } from './own-hour';

/** The face of an event: its cover and hashtag, what, when and where. */
export function EventHead({ event, above }: { event: EventFacts; above?: ReactNode }) {
  const { date } = event;
  return (
    <div className="event-head">
      <Face tag={event.tag} hashtag={event.hashtag} />
      <div className="words">
        <Origin event={event} />
        {above}
        <h1 className="h1">{event.title}</h1>
        <DateBlock
          dateTime={event.startsAt}
          weekday={date.weekday}
          day={date.day}
          month={date.month}
          hours={date.hours}
          moon={event.moon}
          zone={
            <>
              {date.zone}
              <OwnHour startsAt={event.startsAt} timezone={event.timezone} />.
            </>
          }
        />
        <Where event={event} />
      </div>
    </div>
  );
}

/** A hashtag's cover, with the hashtag set huge on a plate under it. */
export function Face({ tag, hashtag }: { tag: string; hashtag: string }) {
  // its size follows its length, so that #612 fills the plate and a long one still fits
  const size =
    hashtag.length < 9 ? 'short' : hashtag.length < 14 ? '' : hashtag.length < 21 ? 'long' : 'longest';
  return (
    <div className="face">
      <Cover tag={tag} ratio="fill" eager />
      <p className="plate">
        <Link to={`/live/${encodeURIComponent(tag)}`} className={size || undefined}>
          #{hashtag}
        </Link>
      </p>
    </div>
  );
}

/** "#612rencontres · organisé par Zoé et Farid" */
function Origin({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  const { community, hosts } = event;
  return (
    <p className="origin small muted">
      {community && <Link to={`/c/${encodeURIComponent(community.tag)}`}>#{community.name}</Link>}
      {hosts.length > 0 && (
        <>
          {community && ' · '}
          {t('event.hostedBy')} <People people={hosts} />
        </>
      )}
    </p>
  );
}

/** Names in a sentence, each a link: "Zoé, Farid et Inès". */
export function People({ people }: { people: EventFacts['hosts'] }) {
  const { i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const parts = list.formatToParts(people.map((one) => one.handle));
  return parts.map(({ type, value }, index) => {
    const person = type === 'element' && people.find((one) => one.handle === value);
    return (
      <Fragment key={`${index} ${value}`}>
        {person ? <Link to={`/@${person.handle}`}>{person.name}</Link> : value}
      </Fragment>
    );
  });
}

function Where({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  const { place, address, mapUrl, onlineUrl, kept } = event;
  const isOnline = onlineUrl !== null || kept.online;
  if (!place && !address && !kept.address && !isOnline) return null;
  const line = (key: string, content: ReactNode) => (
    <span key={key} className="block">
      {content}
    </span>
  );
  return (
    <div className="kv where">
      <Icon name={place || address ? 'place' : 'link'} />
      <p>
        <b>{place || (isOnline ? t('event.online') : address)}</b>
        {place && address && line('address', <span className="muted">{address}</span>)}
        {kept.address && line('kept', <span className="muted">{t('event.keptAddress')}</span>)}
        {mapUrl && line('map', <Outside to={mapUrl}>{t('event.map')}</Outside>)}
        {onlineUrl && line('online', <Outside to={onlineUrl}>{t('event.onlineLink')}</Outside>)}
        {kept.online && line('keptOnline', <span className="muted">{t('event.keptOnline')}</span>)}
      </p>
    </div>
  );
}

/** A plain link to another site, which is not told where its reader comes from. */
function Outside({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a href={to} rel="noreferrer">
      {children}
    </a>
  );
}
