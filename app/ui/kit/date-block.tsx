import type { ReactNode } from 'react';
import { Moon } from './moon';

export type DateBlockProps = {
  /** machine-readable start, ISO 8601 */
  dateTime: string;
  /** "jeudi" */
  weekday: string;
  /** "21" */
  day: string;
  /** "janvier 2027" */
  month: string;
  /** "19 h 30 – 23 h 30" */
  hours?: ReactNode;
  /** "Heure de Paris, soit 13 h 30 à Montréal." */
  zone?: ReactNode;
  /** that evening's moon */
  moon?: { phase: number; label: string };
  size?: 'm' | 's';
};

/** The tear-off calendar: the day as a poster numeral. */
export function DateBlock({ dateTime, weekday, day, month, hours, zone, moon, size = 'm' }: DateBlockProps) {
  return (
    <div className={size === 's' ? 'date s' : 'date'}>
      <time dateTime={dateTime}>
        <span className="d">{day}</span>
        <span className="w">
          {weekday} <br />
          {month}
          {hours && (
            <>
              {' '}
              <span className="h">{hours}</span>
            </>
          )}
        </span>
      </time>
      {moon && (
        <span className="m">
          <Moon phase={moon.phase} size={size === 's' ? 32 : 44} />
          <span className="xs dim">{moon.label}</span>
        </span>
      )}
      {zone && <p className="z">{zone}</p>}
    </div>
  );
}
