import { clock, day, zoneCity } from '#app/locales/dates';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const passwordChanged: Letter<LetterProps['password-changed']> = {
  personal: ['name', 'resetUrl'],
  subject: (_, { t }) => t('letters.passwordChanged.subject'),
  body: ({ name, at, timezone, resetUrl }, writing) => {
    const { t, language } = writing;
    const when = {
      date: day(at, timezone, language),
      hour: clock(at, timezone, language),
      city: zoneCity(timezone),
    };
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.passwordChanged.title')}
        text={`${t('letters.passwordChanged.text', when)} ${t('letters.passwordChanged.alarm')}`}
        actions={[{ href: resetUrl, label: t('letters.passwordChanged.button'), action: true }]}
        why={`${t('letters.passwordChanged.why', { host: hostOf(writing) })} ${t('letters.security')}`}
      />
    );
  },
};
