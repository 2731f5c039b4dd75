import { clock, day } from '#app/locales/dates';
import { eventDrawings, gatheringOf, greeting, News, ownPage } from '../event';
import { StopLink, Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

type Props = LetterProps['evening-called'];

const hasRoom = ({ freeSeats }: Props) => freeSeats === null || freeSeats > 0;

/** To the members of a community, and to who follows it: an evening was called. */
export const eveningCalled: Letter<Props> = {
  personal: ['name', 'unsubscribeUrl'],
  drawings: (props) => eventDrawings(props.event, { room: hasRoom(props) }),
  subject: ({ event }, { t, language }) =>
    t('letters.eveningCalled.subject', {
      community: event.communityHashtag,
      title: event.title,
      date: day(event.startsAt, event.timezone, language),
      hour: clock(event.startsAt, event.timezone, language),
    }),
  body: (props, writing) => {
    const { name, event, as, unsubscribeUrl, choicesUrl } = props;
    const { t, language } = writing;
    const words = { community: `#${event.communityHashtag}`, gathering: gatheringOf(event, writing) };
    const { rsvpDeadline, timezone } = event;
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.eveningCalled.title', words)}
        room={hasRoom(props)}
        actions={[
          {
            href: ownPage(event.url, writing),
            label: t('letters.eveningCalled.answer'),
            action: true,
          },
        ]}
        note={
          rsvpDeadline
            ? t('letters.invitation.deadline', { date: day(rsvpDeadline, timezone, language) })
            : undefined
        }
        why={
          <>
            {t(`letters.eveningCalled.${as}`, words)}{' '}
            <StopLink href={unsubscribeUrl} choicesUrl={choicesUrl} writing={writing} />
          </>
        }
      >
        <Words>{t('letters.eveningCalled.text', words)}</Words>
      </News>
    );
  },
};
