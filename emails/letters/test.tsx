import { AccountLetter, hostOf, WELCOME } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

/** What a steward sends themselves to see whether letters arrive. */
export const test: Letter<LetterProps['test']> = {
  personal: ['name'],
  drawings: () => WELCOME,
  subject: (_, { t }) => t('letters.test.subject'),
  body: ({ name }, writing) => {
    const { t } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.test.title')}
        text={t('letters.test.text')}
        actions={[]}
        why={t('letters.test.why', { host: hostOf(writing) })}
      />
    );
  },
};
