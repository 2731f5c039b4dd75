import { hostOf } from '../account';
import { CommunityLetter } from '../community';
import { Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const membershipEnded: Letter<LetterProps['membership-ended']> = {
  personal: ['name'],
  subject: ({ community }, { t }) => t('letters.membershipEnded.subject', { community }),
  body: ({ name, community, banned, reason, stewards }, writing) => {
    const { t } = writing;
    return (
      <CommunityLetter
        writing={writing}
        name={name}
        title={t('letters.membershipEnded.title', { community })}
        text={t(banned ? 'letters.membershipEnded.banned' : 'letters.membershipEnded.removed', { community })}
        quote={reason}
        more={
          stewards && (
            <Words>{t('letters.membershipEnded.whom', { host: hostOf(writing), address: stewards })}</Words>
          )
        }
        why={t('letters.membershipEnded.why', { community })}
      />
    );
  },
};
