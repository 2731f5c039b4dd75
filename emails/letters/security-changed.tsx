import { clock, day, zoneCity } from '#app/locales/dates';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const securityChanged: Letter<LetterProps['security-changed']> = {
  personal: ['name', 'from', 'to', 'resetUrl', 'securityUrl'],
  subject: ({ what }, { t }) => t(`letters.securityChanged.${what}.title`),
  body: ({ name, what, at, timezone, left, from, to, resetUrl, securityUrl }, writing) => {
    const { t, language } = writing;
    const when = {
      date: day(at, timezone, language),
      hour: clock(at, timezone, language),
      city: zoneCity(timezone),
    };
    const facts = [
      t(`letters.securityChanged.${what}.text`, { from, to }),
      t('letters.securityChanged.when', when),
    ];
    if (what === 'recovery-used') facts.push(t('letters.securityChanged.left', { count: left }));
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t(`letters.securityChanged.${what}.title`)}
        text={`${facts.join(' ')} ${t('letters.securityChanged.alarm')}`}
        actions={[
          { href: resetUrl, label: t('letters.passwordChanged.button'), action: true },
          { href: securityUrl, label: t('letters.securityChanged.button') },
        ]}
        why={`${t('letters.securityChanged.why', { host: hostOf(writing) })} ${t('letters.security')}`}
      />
    );
  },
};
