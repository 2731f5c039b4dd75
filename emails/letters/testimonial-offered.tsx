import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';
import { WordLetter } from '../word';

export const testimonialOffered: Letter<LetterProps['testimonial-offered']> = {
  personal: ['name'],
  subject: ({ author, community }, { t }) => t('letters.testimonialOffered.subject', { author, community }),
  body: ({ name, title, author, community, url }, writing) => {
    const { t } = writing;
    return (
      <WordLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={title}
        text={[t('letters.testimonialOffered.text', { author, community })]}
        action={{ href: url, label: t('letters.testimonialOffered.button') }}
        why={t('letters.reportWaiting.why', { community })}
      />
    );
  },
};
