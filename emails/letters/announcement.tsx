import { EventBlock, eventDrawings, gatheringOf, ownPage } from '../event';
import { Button, Cell, Layout, Opening, StopLink, Typed, Words } from '../layout';
import type { Letter, Writing } from '../letter';
import type { LetterProps } from '../props';

type Props = LetterProps['announcement'];

function greetingOf({ name, authorName: author }: Props, { t }: Writing): string {
  return name
    ? t('letters.announcement.hello', { name, author })
    : t('letters.announcement.helloStranger', { author });
}

/** What organizers write to those who answered, or have not yet. */
export const announcement: Letter<Props> = {
  personal: ['name', 'changeUrl', 'unsubscribeUrl'],
  drawings: ({ event }) => eventDrawings(event),
  writer: ({ authorName }) => authorName,
  subject: ({ authorName: author, event }, { t }) =>
    t('letters.announcement.subject', { author, title: event.title }),
  body: (props, writing) => {
    const { event, text, changeUrl, unsubscribeUrl } = props;
    const { t } = writing;
    return (
      <Layout
        writing={writing}
        event={event}
        preview={text.slice(0, 140)}
        why={
          <>
            {t('letters.announcement.why', { title: event.title })}{' '}
            <StopLink href={unsubscribeUrl} writing={writing} />
          </>
        }
      >
        <Cell padding="28px 32px 0">
          <Opening greeting={greetingOf(props, writing)} title={event.title} />
          <Words>
            <Typed text={text} />
          </Words>
        </Cell>
        <Cell padding="16px 32px 0">
          <EventBlock event={event} writing={writing} />
        </Cell>
        <Cell padding="24px 32px 0">
          <Button href={changeUrl ? ownPage(changeUrl, writing) : event.url} action>
            {changeUrl
              ? t('letters.pages.change')
              : t('letters.pages.event', { gathering: gatheringOf(event, writing) })}
          </Button>
        </Cell>
      </Layout>
    );
  },
};
