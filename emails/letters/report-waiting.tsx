import { hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';
import { WordLetter } from '../word';

/** Tells who looks after a place that something waits there. What it is stays where it is read. */
export const reportWaiting: Letter<LetterProps['report-waiting']> = {
  personal: ['name'],
  subject: ({ community }, { t }) =>
    community
      ? t('letters.reportWaiting.subject', { community })
      : t('letters.reportWaiting.subjectInstance'),
  body: ({ name, community, url }, writing) => {
    const { t } = writing;
    return (
      <WordLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.reportWaiting.title')}
        text={[t('letters.reportWaiting.text')]}
        action={{ href: url, label: t('letters.reportWaiting.button') }}
        why={
          community
            ? t('letters.reportWaiting.why', { community })
            : t('letters.reportWaiting.whyInstance', { host: hostOf(writing) })
        }
      />
    );
  },
};
