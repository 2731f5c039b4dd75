import { clock, day } from '#app/locales/dates';
import { answering, eventDrawings, greeting, News, WhyAnswered } from '../event';
import { Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const seatOffered: Letter<LetterProps['seat-offered']> = {
  personal: ['name', 'changeUrl'],
  drawings: ({ event }) => eventDrawings(event, { room: true }),
  subject: ({ event }, { t }) => t('letters.seatOffered.subject', { title: event.title }),
  calendar: ({ event, changeUrl }) => ({ method: 'REQUEST', standing: 'offered', event, changeUrl }),
  body: ({ name, event, until, changeUrl }, writing) => {
    const { t, language } = writing;
    const when = {
      date: day(until, event.timezone, language),
      hour: clock(until, event.timezone, language),
    };
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.seatOffered.title')}
        preview={t('letters.seatOffered.text', when)}
        actions={[
          {
            href: answering(changeUrl, 'going', writing),
            label: t('letters.seatOffered.take'),
            action: true,
          },
          { href: answering(changeUrl, 'declined', writing), label: t('letters.seatOffered.leave') },
        ]}
        room
        why={<WhyAnswered event={event} changeUrl={changeUrl} writing={writing} />}
      >
        <Words>{t('letters.seatOffered.text', when)}</Words>
      </News>
    );
  },
};
