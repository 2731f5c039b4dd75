import { hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';
import { WordLetter } from '../word';

export const suspensionLifted: Letter<LetterProps['suspension-lifted']> = {
  personal: ['name'],
  subject: (_, { t }) => t('letters.suspensionLifted.subject'),
  body: ({ name, loginUrl }, writing) => {
    const { t } = writing;
    return (
      <WordLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.suspensionLifted.title')}
        text={[t('letters.suspensionLifted.text')]}
        action={{ href: loginUrl, label: t('letters.suspensionLifted.button') }}
        why={t('letters.moderated.why', { host: hostOf(writing) })}
      />
    );
  },
};
