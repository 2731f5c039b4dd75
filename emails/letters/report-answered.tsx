import { hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';
import { WordLetter } from '../word';

/** Tells who reported something what became of it, and nothing of anybody else. */
export const reportAnswered: Letter<LetterProps['report-answered']> = {
  personal: ['name'],
  subject: (_, { t }) => t('letters.reportAnswered.subject'),
  body: ({ name, about, decision }, writing) => {
    const { t } = writing;
    return (
      <WordLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.reportAnswered.title')}
        text={[
          t('letters.reportAnswered.text', { thing: t(`letters.things.${about}`) }),
          t(`letters.reportAnswered.${decision}`),
          t('letters.reportAnswered.more'),
        ]}
        why={t('letters.reportAnswered.why', { host: hostOf(writing) })}
      />
    );
  },
};
