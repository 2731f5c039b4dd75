import { eventDrawings, greeting, inLine, News, ownPage, rank, WhyAnswered } from '../event';
import { Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const offerLapsed: Letter<LetterProps['offer-lapsed']> = {
  personal: ['name', 'changeUrl'],
  drawings: ({ event }) => eventDrawings(event, { room: false }),
  subject: ({ event }, { t }) => t('letters.offerLapsed.subject', { title: event.title }),
  // Out of the line, the seat that was pencilled in leaves the calendar too.
  calendar: ({ event, changeUrl, position }) =>
    position === null
      ? { method: 'CANCEL', standing: 'out', event, changeUrl }
      : { method: 'REQUEST', standing: 'waiting', event, changeUrl },
  body: ({ name, event, position, changeUrl }, writing) => {
    const { t } = writing;
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.offerLapsed.title')}
        actions={
          position === null
            ? [{ href: ownPage(changeUrl, writing), label: t('letters.pages.answer'), action: true }]
            : inLine(changeUrl, writing)
        }
        why={<WhyAnswered event={event} changeUrl={changeUrl} writing={writing} />}
      >
        <Words>
          {t('letters.offerLapsed.text')}{' '}
          {position === null
            ? t('letters.offerLapsed.out')
            : t('letters.offerLapsed.waiting', { rank: rank(position, { t }) })}
        </Words>
      </News>
    );
  },
};
