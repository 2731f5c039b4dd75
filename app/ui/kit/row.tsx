import type { ReactNode } from 'react';
import { Bird } from './birds/bird';
import { Link } from './link';

export type EventRowProps = {
  to: string;
  /** "21" */
  day: string;
  /** "janv." */
  month: string;
  dateTime?: string;
  title: ReactNode;
  detail?: ReactNode;
  /** what the reader answered, how many seats are left */
  aside?: ReactNode;
  /** struck and labelled by the page, not hidden */
  cancelled?: boolean;
};

/** An evening in a list, under its poster numeral. */
export function EventRow({ to, day, month, dateTime, title, detail, aside, cancelled }: EventRowProps) {
  return (
    <Link to={to} className={cancelled ? 'evt off' : 'evt'}>
      <time className="dd" dateTime={dateTime}>
        <b>{day}</b> <span>{month}</span>
      </time>
      <span className="what">
        <span className="h3">{title}</span>
        {detail && <span className="small muted">{detail}</span>}
      </span>
      {aside && <span className="aside small">{aside}</span>}
    </Link>
  );
}

export type WireRowProps = {
  to?: string;
  seed: string;
  photoUrl?: string | null;
  title: ReactNode;
  detail?: ReactNode;
  /** how many wait, and how to say it */
  unread?: number;
  unreadLabel?: string;
  aside?: ReactNode;
};

/** Someone or something on a wire: a topic, a member, a host. */
export function WireRow({ to, seed, photoUrl, title, detail, unread, unreadLabel, aside }: WireRowProps) {
  const inside = (
    <>
      <Bird seed={seed} photoUrl={photoUrl} />
      <span className="what">
        <b>{title}</b>
        {detail && <span className="small muted">{detail}</span>}
      </span>
      {unread ? (
        <span className="unread num">
          <span aria-hidden="true">{unread}</span>
          <span className="vh">{unreadLabel ?? unread}</span>
        </span>
      ) : (
        aside
      )}
    </>
  );
  return to ? (
    <Link to={to} className="line">
      {inside}
    </Link>
  ) : (
    <div className="line">{inside}</div>
  );
}

/** The hours of an evening. */
export function Agenda({ steps }: { steps: readonly { time: string; text: ReactNode }[] }) {
  return (
    <ul className="rows">
      {steps.map(({ time, text }) => (
        <li key={`${time} ${text}`}>
          <time>{time}</time>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  );
}
