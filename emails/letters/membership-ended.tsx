import { CommunityLetter } from '../community';
import { TextLink, Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const membershipEnded: Letter<LetterProps['membership-ended']> = {
  personal: ['name'],
  subject: ({ community }, { t }) => t('letters.membershipEnded.subject', { community }),
  body: ({ name, community, banned, reason, keepers }, writing) => {
    const { t } = writing;
    return (
      <CommunityLetter
        writing={writing}
        name={name}
        title={t('letters.membershipEnded.title', { community })}
        text={t(banned ? 'letters.membershipEnded.banned' : 'letters.membershipEnded.removed', { community })}
        quote={reason}
        more={
          keepers.length > 0 && (
            <Words>
              {t('letters.membershipEnded.whom')}{' '}
              {keepers.map((keeper, at) => (
                <span key={keeper.url}>
                  {at > 0 && ', '}
                  <TextLink href={keeper.url}>{keeper.name}</TextLink>
                </span>
              ))}
            </Words>
          )
        }
        why={t('letters.membershipEnded.why', { community })}
      />
    );
  },
};
