import { clock, day, daysBetween } from '#app/locales/dates';
import { answering, eventDrawings, greeting, News, ownPage, WhyAnswered } from '../event';
import { StopLink, Words } from '../layout';
import type { Letter, Writing } from '../letter';
import type { EventFacts } from '../mail';
import type { LetterProps } from '../props';

type Props = LetterProps['event-near'];

/** A letter may wait in a queue, so "tomorrow" is said as of the moment it is written. */
function nearness({ startsAt, timezone }: EventFacts): 'today' | 'tomorrow' | 'soon' {
  const days = daysBetween(new Date(), startsAt, timezone);
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'soon';
}

const TITLES = {
  today: 'letters.eventNear.titleToday',
  tomorrow: 'letters.eventNear.titleTomorrow',
  soon: 'letters.eventNear.titleSoon',
} as const;

function actionsOf({ standing, changeUrl, liveUrl }: Props, writing: Writing) {
  const { t } = writing;
  const change = { href: ownPage(changeUrl, writing), label: t('letters.pages.change') };
  switch (standing) {
    case 'going':
      return [
        { ...change, action: true },
        { href: answering(changeUrl, 'declined', writing), label: t('letters.seatGiven.giveBack') },
      ];
    case 'remote':
      return [{ href: liveUrl, label: t('letters.pages.live'), action: true }, change];
    case 'maybe':
      return [
        { href: answering(changeUrl, 'going', writing), label: t('letters.answers.going'), action: true },
        { href: answering(changeUrl, 'remote', writing), label: t('letters.answers.remote') },
        { href: answering(changeUrl, 'declined', writing), label: t('letters.answers.declined') },
      ];
  }
}

/** The reminder, the day before. */
export const eventNear: Letter<Props> = {
  personal: ['name', 'changeUrl', 'unsubscribeUrl'],
  drawings: ({ event, standing }) => eventDrawings(event, { room: standing === 'maybe' }),
  subject: ({ event }, { t, language }) =>
    t(`letters.eventNear.${nearness(event)}`, {
      title: event.title,
      hour: clock(event.startsAt, event.timezone, language),
      date: day(event.startsAt, event.timezone, language),
    }),
  calendar: ({ event, standing, changeUrl }) => ({ method: 'REQUEST', standing, event, changeUrl }),
  body: (props, writing) => {
    const { name, event, standing, changeUrl, unsubscribeUrl } = props;
    const { t } = writing;
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t(TITLES[nearness(event)])}
        actions={actionsOf(props, writing)}
        room={standing === 'maybe'}
        why={
          <>
            <WhyAnswered event={event} changeUrl={changeUrl} writing={writing} />{' '}
            <StopLink href={unsubscribeUrl} writing={writing} />
          </>
        }
      >
        <Words>{t(`letters.eventNear.${standing}`)}</Words>
      </News>
    );
  },
};
