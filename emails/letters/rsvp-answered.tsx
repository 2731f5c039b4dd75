import { clock, day } from '#app/locales/dates';
import { answering, eventDrawings, greeting, inLine, News, ownPage, rank, WhyAnswered } from '../event';
import { Words } from '../layout';
import type { Letter, Writing } from '../letter';
import type { LetterProps, Outcome } from '../props';

type Props = LetterProps['rsvp-answered'];

function newsOf(outcome: Outcome, timezone: string, { t, language }: Writing): string {
  switch (outcome.standing) {
    case 'waiting':
      return outcome.position === 1
        ? t('letters.rsvpAnswered.first')
        : t('letters.rsvpAnswered.waiting.text', { rank: rank(outcome.position, { t }) });
    case 'offered':
      return t('letters.rsvpAnswered.offered.text', {
        date: day(outcome.until, timezone, language),
        hour: clock(outcome.until, timezone, language),
      });
    default:
      return t(`letters.rsvpAnswered.${outcome.standing}.text`);
  }
}

function actionsOf({ outcome, changeUrl, liveUrl }: Props, writing: Writing) {
  const { t } = writing;
  const change = { href: ownPage(changeUrl, writing), label: t('letters.pages.change') };
  switch (outcome.standing) {
    case 'remote':
      return [{ href: liveUrl, label: t('letters.pages.live'), action: true }, change];
    case 'offered':
      return [
        { href: answering(changeUrl, 'going', writing), label: t('letters.seatOffered.take'), action: true },
        { href: answering(changeUrl, 'declined', writing), label: t('letters.seatOffered.leave') },
      ];
    case 'waiting':
      return inLine(changeUrl, writing);
    default:
      return [{ ...change, action: true }];
  }
}

/** What an answer has come to, told to who gave it. */
export const rsvpAnswered: Letter<Props> = {
  personal: ['name', 'changeUrl'],
  drawings: ({ event, outcome }) => eventDrawings(event, { room: outcome.standing === 'offered' }),
  subject: ({ event, outcome }, { t }) =>
    t(`letters.rsvpAnswered.${outcome.standing}.subject`, { title: event.title }),
  calendar: ({ event, outcome, changeUrl }) => {
    if (outcome.standing !== 'declined') {
      return { method: 'REQUEST', standing: outcome.standing, event, changeUrl };
    }
    return outcome.inCalendar ? { method: 'CANCEL', standing: 'out', event, changeUrl } : null;
  },
  body: (props, writing) => {
    const { name, event, outcome, changeUrl } = props;
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={writing.t(`letters.rsvpAnswered.${outcome.standing}.title`)}
        actions={actionsOf(props, writing)}
        room={outcome.standing === 'offered'}
        why={<WhyAnswered event={event} changeUrl={changeUrl} writing={writing} />}
      >
        <Words>{newsOf(outcome, event.timezone, writing)}</Words>
      </News>
    );
  },
};
