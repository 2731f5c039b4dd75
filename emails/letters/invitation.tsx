import { clock, day } from '#app/locales/dates';
import { answering, EventBlock, eventDrawings, gatheringOf, Perch } from '../event';
import { Button, Cell, Layout, Opening, StopLink, TextLink, Typed, Words } from '../layout';
import type { Letter, Writing } from '../letter';
import type { LetterProps } from '../props';
import { styles } from '../style';

type Props = LetterProps['invitation'];

const hasRoom = ({ freeSeats }: Props) => freeSeats === null || freeSeats > 0;

function greetingOf({ name, inviterName: inviter, reminder }: Props, { t }: Writing): string {
  if (reminder) {
    return name
      ? t('letters.invitation.helloReminder', { name, inviter })
      : t('letters.invitation.helloStrangerReminder', { inviter });
  }
  return name
    ? t('letters.invitation.hello', { name, inviter })
    : t('letters.invitation.helloStranger', { inviter });
}

function seatsOf({ freeSeats }: Props, { t }: Writing): string {
  return freeSeats === null ? '' : t('letters.invitation.seats', { count: freeSeats });
}

export const invitation: Letter<Props> = {
  personal: ['name', 'answerUrl', 'unsubscribeUrl'],
  drawings: (props) => eventDrawings(props.event, { room: hasRoom(props) }),
  writer: ({ inviterName }) => inviterName,
  subject: ({ inviterName: inviter, event, reminder }, { t, language }) => {
    const { startsAt, timezone } = event;
    const words = {
      inviter,
      date: day(startsAt, timezone, language),
      hour: clock(startsAt, timezone, language),
    };
    return reminder ? t('letters.invitation.subjectReminder', words) : t('letters.invitation.subject', words);
  },
  calendar: ({ event, answerUrl }) => ({
    method: 'REQUEST',
    standing: 'invited',
    event,
    changeUrl: answerUrl,
  }),
  body: (props, writing) => {
    const { event, inviterName: inviter, message, answerUrl, unsubscribeUrl, keptDays } = props;
    const { t, language } = writing;
    const seats = seatsOf(props, writing);
    const { rsvpDeadline, timezone } = event;
    return (
      <Layout
        writing={writing}
        event={event}
        preview={[`${event.title}.`, event.place && `${event.place}.`, seats].filter(Boolean).join(' ')}
        why={
          <>
            {t('letters.invitation.why', { inviter, gathering: gatheringOf(event, writing), days: keptDays })}{' '}
            <StopLink href={unsubscribeUrl} writing={writing} />
          </>
        }
      >
        <Cell padding="28px 32px 0">
          <Opening greeting={greetingOf(props, writing)} title={event.title} />
          <EventBlock event={event} writing={writing} />
        </Cell>
        {message && (
          <Cell padding="24px 32px 0">
            <Words style={styles.quote}>
              <Typed text={t('letters.quote', { text: message })} />
            </Words>
          </Cell>
        )}
        <Perch event={event} room={hasRoom(props)} writing={writing} />
        <Cell padding="18px 32px 6px">
          <Words style={styles.strong}>
            {t('letters.invitation.going', { count: event.goingCount })} {seats}
          </Words>
          <Button href={answering(answerUrl, 'going', writing)} action>
            {t('letters.answers.going')}
          </Button>
          <Button href={answering(answerUrl, 'remote', writing)}>{t('letters.answers.remote')}</Button>
          <Button href={answering(answerUrl, 'declined', writing)}>{t('letters.answers.declined')}</Button>
          <Words style={styles.note} tone="quiet">
            {t('letters.invitation.unsure')}{' '}
            <TextLink href={answering(answerUrl, 'maybe', writing)}>{t('letters.invitation.maybe')}</TextLink>
          </Words>
          <Words style={styles.note} tone="quiet">
            {t('letters.invitation.how')}{' '}
            {rsvpDeadline &&
              t('letters.invitation.deadline', { date: day(rsvpDeadline, timezone, language) })}
          </Words>
        </Cell>
      </Layout>
    );
  },
};
