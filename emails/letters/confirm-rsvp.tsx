import { SECRET_HOURS } from '#app/domain/members/rules';
import { eventDrawings, greeting, News } from '../event';
import { Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const confirmRsvp: Letter<LetterProps['confirm-rsvp']> = {
  personal: ['name', 'confirmUrl'],
  drawings: ({ event }) => eventDrawings(event),
  subject: ({ event }, { t }) => t('letters.confirmRsvp.subject', { title: event.title }),
  body: ({ name, event, answer, confirmUrl }, writing) => {
    const { t } = writing;
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.confirmRsvp.title')}
        actions={[{ href: confirmUrl, label: t('letters.confirmRsvp.button'), action: true }]}
        note={t('letters.linkOnce', { count: SECRET_HOURS['confirm-rsvp'] })}
        why={t('letters.confirmRsvp.why')}
      >
        <Words>{t(`letters.confirmRsvp.${answer}`)}</Words>
      </News>
    );
  },
};
