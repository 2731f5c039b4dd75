import { Button, Cell, Layout, Opening, StopLink } from '../layout';
import type { Letter, Writing } from '../letter';
import type { LetterProps } from '../props';
import { styles } from '../style';

type Props = LetterProps['community-announcement'];

function greetingOf({ name, authorName, community }: Props, { t }: Writing): string {
  const words = { name, author: authorName, community: `#${community}` };
  return name
    ? t('letters.communityAnnouncement.hello', words)
    : t('letters.communityAnnouncement.helloStranger', words);
}

/** What a community tells all its members. */
export const communityAnnouncement: Letter<Props> = {
  personal: ['name', 'unsubscribeUrl'],
  drawings: ({ community }) => ({ cover: { hashtag: community, evening: false } }),
  writer: ({ authorName }) => authorName,
  subject: ({ title, community }, { t }) => t('letters.communityAnnouncement.subject', { title, community }),
  body: (props, writing) => {
    const { community, title, html, lead, pageUrl, unsubscribeUrl, choicesUrl } = props;
    const { t } = writing;
    return (
      <Layout
        writing={writing}
        event={{ hashtag: community, communityHashtag: community }}
        preview={lead}
        why={
          <>
            {t('letters.communityAnnouncement.why', { community: `#${community}` })}{' '}
            <StopLink href={unsubscribeUrl} choicesUrl={choicesUrl} writing={writing} />
          </>
        }
      >
        <Cell padding="28px 32px 0">
          <Opening greeting={greetingOf(props, writing)} title={title} />
          <div className="ink said" style={styles.text} dangerouslySetInnerHTML={{ __html: html }} />
        </Cell>
        <Cell padding="24px 32px 0">
          <Button href={pageUrl} action>
            {t('letters.communityAnnouncement.page')}
          </Button>
        </Cell>
      </Layout>
    );
  },
};
