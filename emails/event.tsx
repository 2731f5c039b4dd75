import type { ReactNode } from 'react';
import { hourOf, hours, poster, whole } from '#app/locales/dates';
import { Button, Cell, Drawing, Layout, Opening, TextLink, Words } from './layout';
import type { Drawings, Writing } from './letter';
import type { EventFacts } from './mail';
import { styles } from './style';

/** What letters call an event, so that words agree with its hour: "La soirée", "La rencontre". */
export function gatheringOf(event: EventFacts, { t }: Pick<Writing, 't'>): string {
  return isEvening(event) ? t('letters.evening') : t('letters.meetup');
}

export const isEvening = (event: EventFacts): boolean => hourOf(event.startsAt, event.timezone) >= 17;

/** Only what a reader may click without harm: an organizer typed it. */
const isWebAddress = (url: string) => /^https?:\/\//i.test(url);

interface EventBlockProps {
  event: EventFacts;
  writing: Writing;
}

/** When and where: the day as a poster's numeral, the hours with their zone, the place. */
export function EventBlock({ event, writing: { t, language } }: EventBlockProps) {
  const { numeral, weekday, month } = poster(event.startsAt, event.timezone, language);
  return (
    <>
      <table
        role="presentation"
        cellPadding={0}
        cellSpacing={0}
        border={0}
        data-text={whole(event, language)}
      >
        <tbody>
          <tr>
            <td className="ink" style={styles.numeral}>
              {numeral}
            </td>
            <td className="ink" style={styles.when}>
              {weekday}
              <br />
              {month}
              <br />
              {hours(event, language)}
            </td>
          </tr>
        </tbody>
      </table>
      <p className="ink" style={styles.where}>
        <b>{event.place || (event.isOnline && t('letters.online'))}</b>
        <Details lines={[event.address, event.accessNotes]} />
        {event.onlineUrl && isWebAddress(event.onlineUrl) && (
          <>
            <br />
            <TextLink href={event.onlineUrl}>{event.onlineUrl}</TextLink>
          </>
        )}
      </p>
    </>
  );
}

function Details({ lines }: { lines: (string | null)[] }) {
  return lines.filter(Boolean).map((line) => (
    <span key={line} className="quiet" style={styles.quiet}>
      <br />
      {line}
    </span>
  ));
}

/**
 * The address of a reader's own page, in the letter's language: who never chose one reads on in the one they
 * were written to.
 */
export function ownPage(url: string, { language }: Writing): string {
  return `${url}?lng=${language}`;
}

/** The same with an answer in mind; the page asks, and nothing happens on the way there. */
export function answering(url: string, answer: string, { language }: Writing): string {
  return `${url}?answer=${answer}&lng=${language}`;
}

interface WhyAnsweredProps {
  event: EventFacts;
  changeUrl: string;
  writing: Writing;
}

/** For those who answered: the letter comes with the answer, and goes with it. */
export function WhyAnswered({ event, changeUrl, writing }: WhyAnsweredProps) {
  const { t } = writing;
  return (
    <>
      {t('letters.whyAnswered', { title: event.title })}{' '}
      <TextLink href={ownPage(changeUrl, writing)}>{t('letters.whyAnsweredLink')}</TextLink>
    </>
  );
}

/** The drawings of a letter about an event; a perch where a seat is the matter. */
export function eventDrawings(event: EventFacts, perch?: { room: boolean }): Drawings {
  return {
    cover: { hashtag: event.hashtag, evening: isEvening(event) },
    perch: perch && { seed: event.uid, going: event.goingCount, room: perch.room },
  };
}

/** The people on their wire, counted for those who do not see the drawing. */
export function Perch({ event, room, writing }: { event: EventFacts; room: boolean; writing: Writing }) {
  const { t, perch } = writing;
  if (!perch) return null;
  const count = event.goingCount;
  const alt = room ? t('letters.perch.room', { count }) : t('letters.perch.alone', { count });
  return (
    <div style={styles.perch}>
      <Drawing cid={perch.cid} alt={alt} />
    </div>
  );
}

/** For who stands in line: where they stand, and out of it. */
export function inLine(changeUrl: string, writing: Writing) {
  const { t } = writing;
  return [
    { href: ownPage(changeUrl, writing), label: t('letters.pages.line'), action: true },
    { href: answering(changeUrl, 'declined', writing), label: t('letters.pages.leaveLine') },
  ];
}

interface NewsProps {
  event: EventFacts;
  writing: Writing;
  greeting: string;
  title: string;
  preview?: string;
  why: ReactNode;
  /** What happened, under the headline. */
  children?: ReactNode;
  /** What can be done about it, under the event. */
  actions?: { href: string; label: string; action?: boolean }[];
  /** What is to be known of the actions. */
  note?: string;
  /** A place on the drawn wire for the reader. */
  room?: boolean;
}

/** A letter that brings news of an event: the news first, then the event, then what to do. */
export function News(props: NewsProps) {
  const { event, writing, greeting, title, children, actions = [], note, room = false } = props;
  const { language } = writing;
  return (
    <Layout
      writing={writing}
      event={event}
      why={props.why}
      preview={props.preview ?? `${event.title}. ${whole(event, language)}.`}
    >
      <Cell padding="28px 32px 0">
        <Opening greeting={greeting} title={title} />
        {children}
      </Cell>
      <Cell padding="16px 32px 0">
        <h2 className="ink" style={styles.heading}>
          {event.title}
        </h2>
        <EventBlock event={event} writing={writing} />
      </Cell>
      <Perch event={event} room={room} writing={writing} />
      {actions.length > 0 && (
        <Cell padding="24px 32px 0">
          {actions.map(({ href, label, action }) => (
            <Button key={href} href={href} action={action}>
              {label}
            </Button>
          ))}
          {note && (
            <Words style={styles.note} tone="quiet">
              {note}
            </Words>
          )}
        </Cell>
      )}
    </Layout>
  );
}

/** "Bonjour Wafa," */
export function greeting(name: string, { t }: Pick<Writing, 't'>): string {
  return name ? t('letters.hello', { name }) : t('letters.helloStranger');
}

/** "3e", "3rd". */
export function rank(position: number, { t }: Pick<Writing, 't'>): string {
  return t('letters.rsvpAnswered.rank', { count: position, ordinal: true });
}
