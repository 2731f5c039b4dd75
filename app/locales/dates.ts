import type { Language } from './i18n';

/** Keeps a figure and its unit on one line. */
const TIED = '\u00a0';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Intl's formats are slow to make and quick to use. */
function format(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(key, found);
  }
  return found;
}

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;

/**
 * "19 h 30", "19 h"; "7:30 pm", "7 pm". In the night when clocks go back, the hour that comes twice says
 * which of the two it is: "2 h 30 (heure d’été)".
 */
export function clock(at: Date, timeZone: string, language: Language): string {
  const pass = passOf(at, timeZone);
  return pass ? `${face(at, timeZone, language)} (${PASSES[language][pass]})` : face(at, timeZone, language);
}

const PASSES = {
  fr: { first: 'heure d’été', second: 'heure d’hiver' },
  en: { first: 'summer time', second: 'winter time' },
} as const;

const HOUR_MS = 3_600_000;
/** No zone turns its clocks by more, or twice within it. */
const TURN_MS = 3 * HOUR_MS;

/** Which of two moments with the same local time this is, where there are two. */
function passOf(at: Date, timeZone: string): 'first' | 'second' | undefined {
  const before = offset(at.getTime() - TURN_MS, timeZone);
  const after = offset(at.getTime() + TURN_MS, timeZone);
  const back = before - after;
  if (back <= 0) return undefined;
  const now = offset(at.getTime(), timeZone);
  if (now === before) return offset(at.getTime() + back, timeZone) === after ? 'first' : undefined;
  return offset(at.getTime() - back, timeZone) === before ? 'second' : undefined;
}

/** Milliseconds by which a zone is ahead of UTC at a moment. */
function offset(at: number, timeZone: string): number {
  const name = format('en-US', timeZone, { timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  const ahead = Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * (HOUR_MS / 60);
  return sign === '-' ? -ahead : ahead;
}

function face(at: Date, timeZone: string, language: Language): string {
  const hourCycle = language === 'fr' ? 'h23' : 'h12';
  const parts = format('en-US', timeZone, { hour: 'numeric', minute: '2-digit', hourCycle }).formatToParts(
    at,
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const onTheHour = part('minute') === '00';
  if (language === 'fr') {
    return `${Number(part('hour'))}${TIED}h${onTheHour ? '' : TIED + part('minute')}`;
  }
  return `${part('hour')}${onTheHour ? '' : `:${part('minute')}`}${TIED}${part('dayPeriod').toLowerCase()}`;
}

/** What a poster shows of a day: "21", "jeudi", "janvier 2027". */
export function poster(at: Date, timeZone: string, language: Language) {
  const say = (options: Intl.DateTimeFormatOptions) =>
    format(LOCALES[language], timeZone, options).format(at);
  return {
    numeral: say({ day: 'numeric' }).replace(/\D/g, ''),
    weekday: say({ weekday: 'long' }),
    month: say({ month: 'long', year: 'numeric' }),
  };
}

/** The same in a narrow column: "jeu.", "janv.", "janv. 2027"; "Thu", "Jan", "Jan 2027". */
export function posterShort(at: Date, timeZone: string, language: Language) {
  const say = (options: Intl.DateTimeFormatOptions) =>
    format(LOCALES[language], timeZone, options).format(at);
  return {
    weekday: say({ weekday: 'short' }),
    month: say({ month: 'short' }),
    monthAndYear: say({ month: 'short', year: 'numeric' }),
  };
}

/** "jeudi 21 janvier"; "Thursday 21 January". The year where it is not this one's neighbour in time. */
export function day(at: Date, timeZone: string, language: Language, year = false): string {
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
  return (
    format(LOCALES[language], timeZone, year ? { ...options, year: 'numeric' } : options)
      .format(at)
      .replace(/^(\p{L}+),/u, '$1')
      // The first of a month is an ordinal in French, and the only one.
      .replace(/\b1(?= \p{L})/u, language === 'fr' ? '1er' : '1')
      .replace(/(\d(?:er)?) (?=\p{L})/u, `$1${TIED}`)
  );
}

/** The city that names a zone: Europe/Paris is "Paris", America/New_York "New York". */
export function zoneCity(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

const civil = (at: Date, timeZone: string) =>
  format('en-CA', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** Whole days between two moments as the zone's calendar counts them. */
export function daysBetween(from: Date, to: Date, timeZone: string): number {
  return Math.round((Date.parse(civil(to, timeZone)) - Date.parse(civil(from, timeZone))) / 86_400_000);
}

/** The hour at which a date stands in its zone, from 0 to 23. */
export function hourOf(at: Date, timeZone: string): number {
  return Number(format('en-US', timeZone, { hour: 'numeric', hourCycle: 'h23' }).format(at));
}

interface Span {
  startsAt: Date;
  endsAt: Date;
  timezone: string;
}

/**
 * "19 h 30 – 23 h 30, Paris". A night that ends before 6 in the morning is still that evening; what
 * ends later than that names its last day.
 */
export function hours({ startsAt, endsAt, timezone }: Span, language: Language): string {
  const nights = daysBetween(startsAt, endsAt, timezone);
  const sameNight = nights === 0 || (nights === 1 && hourOf(endsAt, timezone) < 6);
  const end = clock(endsAt, timezone, language);
  const until = sameNight ? end : `${day(endsAt, timezone, language)}, ${end}`;
  return `${clock(startsAt, timezone, language)} – ${until}, ${zoneCity(timezone)}`;
}

/** "jeudi 21 janvier 2027, 19 h 30 – 23 h 30, Paris": all there is to know, on one line. */
export function whole(span: Span, language: Language): string {
  return `${day(span.startsAt, span.timezone, language, true)}, ${hours(span, language)}`;
}

/** An hour of the day as a sentence says it. @param hours `HH:MM` */
export function clockOf(hours: string, language: Language): string {
  return clock(new Date(`2000-01-01T${hours}:00Z`), 'UTC', language);
}
