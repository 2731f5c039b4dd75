import { SECRET_HOURS } from '#app/domain/members/rules';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const takeAddress: Letter<LetterProps['take-address']> = {
  personal: ['name', 'handle', 'takeUrl'],
  subject: (_, { t }) => t('letters.takeAddress.subject'),
  body: ({ name, handle, takeUrl }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.takeAddress.title')}
        text={t('letters.takeAddress.text', { handle })}
        actions={[{ href: takeUrl, label: t('letters.takeAddress.button'), action: true }]}
        note={t('letters.linkOnce', { count: SECRET_HOURS['take-address'] })}
        why={t('letters.takeAddress.why', { host: hostOf(writing) })}
      />
    );
  },
};
