import { SECRET_HOURS } from '#app/domain/members/rules';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const resetPassword: Letter<LetterProps['reset-password']> = {
  personal: ['name', 'resetUrl'],
  subject: (_, { t }) => t('letters.resetPassword.subject'),
  body: ({ name, resetUrl }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.resetPassword.title')}
        text={t('letters.resetPassword.text')}
        actions={[{ href: resetUrl, label: t('letters.resetPassword.button'), action: true }]}
        note={t('letters.linkOnce', { count: SECRET_HOURS['reset-password'] })}
        why={t('letters.resetPassword.why', { host: hostOf(writing) })}
      />
    );
  },
};
