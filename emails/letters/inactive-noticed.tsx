import { day } from '#app/locales/dates';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const inactiveNoticed: Letter<LetterProps['inactive-noticed']> = {
  personal: ['name', 'loginUrl'],
  subject: (_, { t }) => t('letters.inactiveNoticed.subject'),
  body: ({ name, until, timezone, loginUrl }, writing) => {
    const { t, language } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.inactiveNoticed.title')}
        text={t('letters.inactiveNoticed.text', { date: day(until, timezone, language) })}
        actions={[{ href: loginUrl, label: t('letters.inactiveNoticed.button'), action: true }]}
        why={`${t('letters.inactiveNoticed.why', { host: hostOf(writing) })} ${t('letters.security')}`}
      />
    );
  },
};
