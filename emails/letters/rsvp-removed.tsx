import { eventDrawings, greeting, News } from '../event';
import { Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const rsvpRemoved: Letter<LetterProps['rsvp-removed']> = {
  personal: ['name'],
  drawings: ({ event }) => eventDrawings(event),
  subject: ({ event }, { t }) => t('letters.rsvpRemoved.subject', { title: event.title }),
  calendar: ({ event }) => ({ method: 'CANCEL', standing: 'out', event }),
  body: ({ name, event }, writing) => {
    const { t, language } = writing;
    const organizers = new Intl.ListFormat(language, { type: 'disjunction' }).format(event.organizers);
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.rsvpRemoved.title')}
        why={t('letters.rsvpRemoved.why', { title: event.title })}
      >
        <Words>
          {t('letters.rsvpRemoved.text')} {organizers && t('letters.rsvpRemoved.ask', { organizers })}
        </Words>
      </News>
    );
  },
};
