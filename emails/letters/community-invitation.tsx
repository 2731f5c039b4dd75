import { WELCOME } from '../account';
import { CommunityLetter } from '../community';
import { StopLink, Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const communityInvitation: Letter<LetterProps['community-invitation']> = {
  personal: ['name', 'acceptUrl', 'unsubscribeUrl'],
  drawings: () => WELCOME,
  writer: ({ inviterName }) => inviterName,
  subject: ({ inviterName: inviter, community }, { t }) =>
    t('letters.communityInvitation.subject', { inviter, community }),
  body: (props, writing) => {
    const { name, community, description, inviterName: inviter, message, acceptUrl, unsubscribeUrl } = props;
    const { t } = writing;
    return (
      <CommunityLetter
        writing={writing}
        name={name}
        title={`#${community}`}
        text={t('letters.communityInvitation.text', { inviter, community })}
        quote={message}
        more={description && <Words>{description}</Words>}
        action={{ href: acceptUrl, label: t('letters.communityInvitation.button') }}
        why={
          <>
            {t('letters.communityInvitation.why', { inviter })}{' '}
            <StopLink href={unsubscribeUrl} writing={writing} />
          </>
        }
      />
    );
  },
};
