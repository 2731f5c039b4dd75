import { z } from 'zod';
import { isEmailAddress, normalizeAddress } from './addresses/rules';

/**
 * A problem with an input, as words to look up: a key under `problems` in the locales, with what the
 * sentence needs behind a question mark (`tooLong?max=120`). It is what zod's messages carry.
 */
export function problem(key: string, values: Record<string, string | number> = {}): string {
  const query = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return query.size > 0 ? `${key}?${query}` : key;
}

// C0 and C1 controls, and what no XML may hold (XML 1.0 2.2); in running text tab and line feed are allowed.
const CONTROLS = /[\p{Cc}\u2028\u2029\uFFFE\uFFFF]/u;
const CONTROLS_BUT_BREAKS = /[\u2028\u2029\uFFFE\uFFFF]|[^\P{Cc}\t\n]/u;
// Overrides that make a text read other than it is written (Unicode TR36 2.10).
const BIDI_OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/;

const tidy = (text: string) => text.normalize('NFC').trim();

/*
 * What is typed is tidied by `overwrite`, which leaves the schema one string: behind a pipe, conform would
 * take a text that tidying emptied for one that is missing.
 */

/** One line of text, at most `max` characters. */
export function line(max: number) {
  return z
    .string({ error: problem('required') })
    .overwrite(tidy)
    .max(max, problem('tooLong', { max }))
    .refine((text) => !CONTROLS.test(text) && !BIDI_OVERRIDES.test(text), problem('strangeCharacters'));
}

/** One line that may not be empty. */
export function someLine(max: number) {
  return line(max).min(1, problem('required'));
}

/** Running text of several lines, at most `max` characters; line ends become `\n`. */
export function text(max: number) {
  return z
    .string({ error: problem('required') })
    .overwrite((value) => tidy(value.replace(/\r\n?/g, '\n')))
    .max(max, problem('tooLong', { max }))
    .refine((value) => !CONTROLS_BUT_BREAKS.test(value), problem('strangeCharacters'));
}

export const someText = (max: number) => text(max).min(1, problem('required'));

/** An e-mail address; its domain in lower case, its local part as typed. */
export const emailAddress = z
  .string({ error: problem('required') })
  .overwrite(normalizeAddress)
  .min(1, { error: problem('required'), abort: true })
  .refine(isEmailAddress, problem('email'));

export const language = z.enum(['fr', 'en'], { error: problem('choice') });
export type Language = z.infer<typeof language>;

/** The zones to choose from; others by their older or newer names are taken as well. */
export const timeZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

const ZONES = new Map(timeZones.map((zone) => [zone.toLowerCase(), zone]));
const ZONE = /^[A-Za-z][\w+-]*(\/[\w+-]+){0,2}$/;

/** A zone in its own spelling; undefined where the IANA database has none of that name. */
function zoneCalled(typed: string): string | undefined {
  const listed = ZONES.get(typed.toLowerCase());
  if (listed || !ZONE.test(typed)) return listed;
  try {
    // Names that Intl takes and does not list: Asia/Kolkata beside Asia/Calcutta.
    new Intl.DateTimeFormat('en', { timeZone: typed });
    return typed;
  } catch {
    return undefined;
  }
}

/** A zone of the IANA database. */
export const timeZone = z
  .string({ error: problem('required') })
  .overwrite((typed) => zoneCalled(typed.trim()) ?? typed.trim())
  .refine((zone) => zoneCalled(zone) !== undefined, problem('timeZone'));

/** Only a path on this site is followed after signing in: `//host`, `/\host` and controls are not one. */
export function localPath(path: unknown, otherwise = '/'): string {
  return typeof path === 'string' && /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(path) ? path : otherwise;
}

/** An expected refusal: a reason to look up in the locales, and the field it belongs to. */
export interface Refusal<Reason extends string = string> {
  ok: false;
  reason: Reason;
  field?: string;
}

export const refuse = <Reason extends string>(reason: Reason, field?: string): Refusal<Reason> => ({
  ok: false,
  reason,
  field,
});
