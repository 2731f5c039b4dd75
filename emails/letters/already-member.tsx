import { AccountLetter, hostOf, WELCOME } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

type Known = LetterProps['already-member'] & LetterProps['address-known'];

/** To an address that has an account, when somebody (mostly its owner) gives it once more. */
const known = (
  said: 'alreadyMember' | 'addressKnown',
  drawings?: Letter<Known>['drawings'],
): Letter<Known> => ({
  personal: ['name', 'loginUrl', 'resetUrl'],
  drawings,
  subject: (_, { t }) => t('letters.alreadyMember.subject'),
  body: ({ name, loginUrl, resetUrl }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.alreadyMember.title')}
        text={t(`letters.${said}.text`)}
        actions={[
          { href: loginUrl, label: t('letters.alreadyMember.button'), action: true },
          { href: resetUrl, label: t('letters.alreadyMember.reset') },
        ]}
        why={t(`letters.${said}.why`, { host: hostOf(writing) })}
      />
    );
  },
});

/** On signing up. */
export const alreadyMember = known('alreadyMember', () => WELCOME);

/** On a change of address. */
export const addressKnown = known('addressKnown');
