import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const addressKnown: Letter<LetterProps['address-known']> = {
  personal: ['name', 'loginUrl', 'resetUrl'],
  subject: (_, { t }) => t('letters.alreadyMember.subject'),
  body: ({ name, loginUrl, resetUrl }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.alreadyMember.title')}
        text={t('letters.addressKnown.text')}
        actions={[
          { href: loginUrl, label: t('letters.alreadyMember.button'), action: true },
          { href: resetUrl, label: t('letters.alreadyMember.reset') },
        ]}
        why={t('letters.addressKnown.why', { host: hostOf(writing) })}
      />
    );
  },
};
