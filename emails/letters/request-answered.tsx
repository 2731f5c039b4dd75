import { WELCOME } from '../account';
import { CommunityLetter } from '../community';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const requestAnswered: Letter<LetterProps['request-answered']> = {
  personal: ['name'],
  drawings: ({ accepted }) => (accepted ? WELCOME : {}),
  subject: ({ community, accepted }, { t }) =>
    t(accepted ? 'letters.requestAnswered.yes.subject' : 'letters.requestAnswered.no.subject', { community }),
  body: ({ name, community, accepted, note, url }, writing) => {
    const { t } = writing;
    const say = accepted ? 'letters.requestAnswered.yes' : 'letters.requestAnswered.no';
    return (
      <CommunityLetter
        writing={writing}
        name={name}
        title={t(`${say}.title`, { community })}
        text={t(`${say}.text`, { community })}
        quote={note}
        action={accepted ? { href: url, label: t('letters.requestAnswered.button') } : undefined}
        why={t('letters.requestAnswered.why', { community })}
      />
    );
  },
};
