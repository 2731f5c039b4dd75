import { CommunityLetter } from '../community';
import { StopLink } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const joinRequested: Letter<LetterProps['join-requested']> = {
  personal: ['name', 'unsubscribeUrl'],
  subject: ({ community, count }, { t }) => t('letters.joinRequested.subject', { community, count }),
  body: ({ name, community, count, queueUrl, unsubscribeUrl }, writing) => {
    const { t } = writing;
    return (
      <CommunityLetter
        writing={writing}
        name={name}
        title={t('letters.joinRequested.title')}
        text={t('letters.joinRequested.text', { community, count })}
        action={{ href: queueUrl, label: t('letters.joinRequested.button') }}
        why={
          <>
            {t('letters.joinRequested.why', { community })}{' '}
            <StopLink href={unsubscribeUrl} writing={writing} />
          </>
        }
      />
    );
  },
};
