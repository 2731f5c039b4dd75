import { day } from '#app/locales/dates';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const leavingBegun: Letter<LetterProps['leaving-begun']> = {
  personal: ['name', 'backUrl'],
  subject: (_, { t }) => t('letters.leavingBegun.subject'),
  body: ({ name, why, until, timezone, words, backUrl }, writing) => {
    const { t, language } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.leavingBegun.title')}
        text={`${t(`letters.leavingBegun.${why}`)} ${t('letters.leavingBegun.until', { date: day(until, timezone, language), words: t(`letters.leavingBegun.words.${words}`) })}`}
        actions={[{ href: backUrl, label: t('letters.leavingBegun.button'), action: true }]}
        why={`${t('letters.leavingBegun.why', { host: hostOf(writing) })} ${t('letters.security')}`}
      />
    );
  },
};
