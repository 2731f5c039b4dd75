import { day } from '#app/locales/dates';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const leaveAddress: Letter<LetterProps['leave-address']> = {
  personal: ['name', 'next', 'answerUrl'],
  subject: (_, { t }) => t('letters.leaveAddress.subject'),
  body: ({ name, next, answerUrl, waitsUntil, timezone }, writing) => {
    const { t, language } = writing;
    const silence = waitsUntil
      ? t('letters.leaveAddress.waits', { date: day(waitsUntil, timezone, language) })
      : t('letters.leaveAddress.asks');
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.leaveAddress.title')}
        text={`${t('letters.leaveAddress.text', { next })} ${silence}`}
        actions={[{ href: answerUrl, label: t('letters.leaveAddress.button'), action: true }]}
        why={`${t('letters.leaveAddress.why', { host: hostOf(writing) })} ${t('letters.security')}`}
      />
    );
  },
};
