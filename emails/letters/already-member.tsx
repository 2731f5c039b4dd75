import { AccountLetter, hostOf, WELCOME } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const alreadyMember: Letter<LetterProps['already-member']> = {
  personal: ['name', 'loginUrl', 'resetUrl'],
  drawings: () => WELCOME,
  subject: (_, { t }) => t('letters.alreadyMember.subject'),
  body: ({ name, loginUrl, resetUrl }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.alreadyMember.title')}
        text={t('letters.alreadyMember.text')}
        actions={[
          { href: loginUrl, label: t('letters.alreadyMember.button'), action: true },
          { href: resetUrl, label: t('letters.alreadyMember.reset') },
        ]}
        why={t('letters.alreadyMember.why', { host: hostOf(writing) })}
      />
    );
  },
};
