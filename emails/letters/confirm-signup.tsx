import { SECRET_HOURS } from '#app/domain/members/rules';
import { AccountLetter, hostOf, WELCOME } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const confirmSignup: Letter<LetterProps['confirm-signup']> = {
  personal: ['name', 'handle', 'confirmUrl'],
  drawings: () => WELCOME,
  subject: (_, { t }) => t('letters.confirmSignup.subject'),
  body: ({ name, handle, confirmUrl }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.confirmSignup.title')}
        text={t('letters.confirmSignup.text', { handle })}
        actions={[{ href: confirmUrl, label: t('letters.confirmSignup.button'), action: true }]}
        note={t('letters.linkOnce', { count: SECRET_HOURS['confirm-signup'] })}
        why={t('letters.confirmSignup.why', { host: hostOf(writing) })}
      />
    );
  },
};
