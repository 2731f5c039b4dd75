import { SECRET_HOURS } from '#app/domain/members/rules';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const resetFactors: Letter<LetterProps['reset-factors']> = {
  personal: ['name', 'resetUrl'],
  subject: (_, { t }) => t('letters.resetFactors.subject'),
  body: ({ name, resetUrl }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.resetFactors.subject')}
        text={t('letters.resetFactors.text')}
        actions={[{ href: resetUrl, label: t('letters.resetFactors.button'), action: true }]}
        note={t('letters.linkOnce', { count: SECRET_HOURS['reset-factors'] })}
        why={`${t('letters.resetFactors.why', { host: hostOf(writing) })} ${t('letters.security')}`}
      />
    );
  },
};
