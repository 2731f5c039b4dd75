import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const leavingDone: Letter<LetterProps['leaving-done']> = {
  personal: ['name'],
  subject: (_, { t }) => t('letters.leavingDone.subject'),
  body: ({ name, words }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.leavingDone.title')}
        text={t(`letters.leavingDone.${words}`)}
        actions={[]}
        why={`${t('letters.leavingDone.why', { host: hostOf(writing) })} ${t('letters.security')}`}
      />
    );
  },
};
