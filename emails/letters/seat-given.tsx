import { answering, eventDrawings, gatheringOf, greeting, News, ownPage, WhyAnswered } from '../event';
import { Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const seatGiven: Letter<LetterProps['seat-given']> = {
  personal: ['name', 'changeUrl'],
  drawings: ({ event }) => eventDrawings(event, { room: false }),
  subject: ({ event }, { t }) => t('letters.seatGiven.subject', { title: event.title }),
  calendar: ({ event, changeUrl }) => ({ method: 'REQUEST', standing: 'going', event, changeUrl }),
  body: ({ name, event, changeUrl }, writing) => {
    const { t } = writing;
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.seatGiven.title')}
        actions={[
          {
            href: ownPage(changeUrl, writing),
            label: t('letters.pages.event', { gathering: gatheringOf(event, writing) }),
            action: true,
          },
          { href: answering(changeUrl, 'declined', writing), label: t('letters.seatGiven.giveBack') },
        ]}
        why={<WhyAnswered event={event} changeUrl={changeUrl} writing={writing} />}
      >
        <Words>{t('letters.seatGiven.text')}</Words>
      </News>
    );
  },
};
