import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';
import { WordLetter } from '../word';

export const testimonialAnswered: Letter<LetterProps['testimonial-answered']> = {
  personal: ['name'],
  subject: ({ published, community }, { t }) =>
    t(published ? 'letters.testimonialAnswered.published' : 'letters.testimonialAnswered.returned', {
      community,
    }),
  body: ({ name, title, community, published, word, url }, writing) => {
    const { t } = writing;
    const way = published ? 'Published' : 'Returned';
    return (
      <WordLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={title}
        text={[
          t(`letters.testimonialAnswered.text${way}`, { community }),
          word && t('letters.moderated.word', { word }),
        ]}
        action={{ href: url, label: t(`letters.testimonialAnswered.button${way}`) }}
        why={t('letters.testimonialAnswered.why', { community })}
      />
    );
  },
};
