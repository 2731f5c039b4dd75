import { SECRET_HOURS } from '#app/domain/members/rules';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const signIn: Letter<LetterProps['sign-in']> = {
  personal: ['name', 'signInUrl'],
  subject: (_, { t }) => t('letters.signIn.subject'),
  body: ({ name, signInUrl }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.signIn.title')}
        text={t('letters.signIn.text')}
        actions={[{ href: signInUrl, label: t('letters.signIn.button'), action: true }]}
        note={t('letters.linkOnce', { count: SECRET_HOURS['sign-in'] })}
        why={t('letters.signIn.why', { host: hostOf(writing) })}
      />
    );
  },
};
