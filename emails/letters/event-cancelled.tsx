import { day } from '#app/locales/dates';
import { eventDrawings, gatheringOf, greeting, News } from '../event';
import { Typed, Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';
import { styles } from '../style';

export const eventCancelled: Letter<LetterProps['event-cancelled']> = {
  personal: ['name'],
  drawings: ({ event }) => eventDrawings(event),
  subject: ({ event }, { t, language }) =>
    t('letters.eventCancelled.subject', {
      title: event.title,
      date: day(event.startsAt, event.timezone, language),
    }),
  calendar: ({ event }) => ({ method: 'CANCEL', standing: 'out', event }),
  body: ({ name, event, note, organizerName }, writing) => {
    const { t } = writing;
    const gathering = gatheringOf(event, writing);
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.eventCancelled.title', { gathering })}
        actions={[{ href: event.url, label: t('letters.pages.event', { gathering }) }]}
        why={t('letters.eventCancelled.why', { title: event.title })}
      >
        {note && (
          <>
            <Words>{t('letters.eventCancelled.text', { organizer: organizerName })}</Words>
            <Words style={{ ...styles.quote, margin: '0 0 16px' }}>
              <Typed text={t('letters.quote', { text: note })} />
            </Words>
          </>
        )}
      </News>
    );
  },
};
