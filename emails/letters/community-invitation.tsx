import { WELCOME } from '../account';
import { CommunityLetter } from '../community';
import { TextLink, Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';
import { styles } from '../style';

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
            <span style={styles.quiet}>{t('letters.communityInvitation.why', { inviter })}</span>{' '}
            <TextLink href={unsubscribeUrl}>{t('letters.stop')}</TextLink>
          </>
        }
      />
    );
  },
};
