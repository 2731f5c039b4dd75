import { hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';
import { WordLetter } from '../word';

/** Tells whom a decision concerns what was done, why, by which office, and how to object. Never who reported it. */
export const moderated: Letter<LetterProps['moderated']> = {
  personal: ['name'],
  subject: ({ decision }, { t }) => t(`letters.moderated.${decision}.subject`),
  body: ({ name, about, decision, quote, word, office, stewards }, writing) => {
    const { t } = writing;
    const by =
      office === null
        ? t('letters.moderated.byStewards', { host: hostOf(writing) })
        : office === ''
          ? t('letters.moderated.byModerators')
          : t('letters.moderated.byModeratorsOf', { community: office });
    return (
      <WordLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t(`letters.moderated.${decision}.subject`)}
        text={[
          about === 'member' && decision !== 'removed'
            ? t(`letters.moderated.${decision}.you`, { by })
            : t(`letters.moderated.${decision}.text`, { thing: t(`letters.things.${about}`), by }),
          word && t('letters.moderated.word', { word }),
          stewards && t('letters.moderated.object', { host: hostOf(writing) }),
        ]}
        quote={quote && t('letters.moderated.quote', { quote })}
        why={`${t('letters.moderated.why', { host: hostOf(writing) })} ${t('letters.moderated.always')}`}
      />
    );
  },
};
