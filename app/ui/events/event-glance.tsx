import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, poster } from '../../locales/dates';
import type { Language } from '../../locales/i18n';
import { tagOf } from '../hashtags/hashtag-field';
import { Cover } from '../kit/cover/cover';
import { DateBlock } from '../kit/date-block';
import { TagName } from '../kit/tag-name';
import type { EventFormFields } from './use-event-form';

const SHOWN = ['title', 'hashtag', 'starts', 'ends', 'place'] as const;
type Glanced = Record<(typeof SHOWN)[number], string>;

/** What is typed of an event, as it is typed. */
export function useGlanced(fields: EventFormFields) {
  const [glanced, setGlanced] = useState(
    // A field sent twice comes back as a list: there is nothing to show of it.
    () => Object.fromEntries(SHOWN.map((name) => [name, textOf(fields[name].initialValue)])) as Glanced,
  );
  const read = ({ currentTarget, type }: FormEvent<HTMLFormElement>) => {
    const typed = new FormData(currentTarget);
    // A cover is drawn for a whole hashtag, not for each of its letters.
    const names = type === 'blur' ? SHOWN : SHOWN.filter((name) => name !== 'hashtag');
    const now = Object.fromEntries(names.map((name) => [name, String(typed.get(name) ?? '')]));
    setGlanced((before) => ({ ...before, ...now }));
  };
  return { glanced, watch: { onInput: read, onBlur: read } };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Beside the form, where there is room: the event as it will be met. */
export function EventGlance({ title, hashtag, starts, ends, place }: Glanced) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const tag = tagOf(hashtag);
  const [from, to] = [wallTime(starts), wallTime(ends)];
  const day = from && poster(from, 'UTC', language);
  const hours = from && [from, to].flatMap((at) => (at ? clock(at, 'UTC', language) : [])).join(' – ');
  return (
    <aside className="glance" aria-label={t('eventForm.glance')}>
      <p className="small muted">{t('eventForm.glance')}</p>
      {tag && <Cover tag={tag} ratio="3x2" />}
      {tag && (
        <p className="h2">
          <TagName tag={tag} />
        </p>
      )}
      <p className={title.trim() ? 'h3' : 'h3 dim'}>{title.trim() || t('eventForm.title')}</p>
      {day && (
        <DateBlock
          dateTime={starts}
          weekday={day.weekday}
          day={day.numeral}
          month={day.month}
          hours={hours}
          size="s"
        />
      )}
      {place.trim() && <p className="muted">{place}</p>}
    </aside>
  );
}

/** As typed, in no zone: it is only shown again. */
function wallTime(local: string): Date | undefined {
  const at = new Date(`${local}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
