import { randomBytes } from 'node:crypto';
import { render } from '@react-email/render';
import type { Language } from '#app/locales/i18n';
import { wordsIn } from '#app/locales/i18n.server';
import { invitationCalendar } from './calendar';
import { drawCover, drawPerch } from './drawings';
import type { CalendarWord, Drawings, Letter, Writing } from './letter';
import { letterhead as ours } from './letterhead';
import { LETTERS } from './letters';
import type { Letterhead, Mail, Picture } from './mail';
import type { Envelope, LetterKind, LetterProps } from './props';
import { textOf, withoutMarks } from './text-part';

/** Fixed text and names of props, in turn: text, name, text, name, text. */
type Blanks = string[];

/**
 * React Email takes tens of milliseconds a letter, and an invitation goes to thousands. So a letter is
 * rendered once for all readers who are told the same, with blanks where they differ, and each
 * reader's copy is those blanks filled in.
 */
interface Template {
  subject: Blanks;
  html: Blanks;
  text: Blanks;
  images: Picture[];
}

// Random, so that nothing anybody writes can be taken for a blank.
const MARK = `blank${randomBytes(8).toString('hex')}`;
const BLANK = new RegExp(`${MARK}-([A-Za-z]+)-`);
const blank = (prop: string) => `${MARK}-${prop}-`;
const leaveBlank = (rendered: string): Blanks => rendered.split(BLANK);

/** Every second piece is the name of a prop. */
function fill(blanks: Blanks, wordFor: (prop: string) => string): string {
  return blanks.map((piece, at) => (at % 2 === 0 ? piece : wordFor(piece))).join('');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Right in an element and in a quoted attribute alike. */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** What a person gave as one line stays one line, in headers as in text, and reads in the order it is written. */
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();

/**
 * A name to greet someone by. Anyone may sign a stranger up, so a name that mail programs would turn
 * into a link is left out.
 */
const toGreet = (name: string) => (/:\/\/|www\.|\w{2,}\.\p{L}{2,}/iu.test(name) ? '' : name);

/** A template outlives a mailing, not the day: some letters say "tomorrow". */
const TEMPLATE_LIFE_MS = 10 * 60_000;
const TEMPLATES = 100;
const templates = new Map<string, { made: number; template: Promise<Template> }>();

function templateOf(key: string, make: () => Promise<Template>): Promise<Template> {
  const now = Date.now();
  const kept = templates.get(key);
  if (kept && now - kept.made < TEMPLATE_LIFE_MS) return kept.template;
  templates.delete(key);
  if (templates.size >= TEMPLATES) templates.delete(templates.keys().next().value!);
  const template = make();
  templates.set(key, { made: now, template });
  template.catch(() => templates.delete(key));
  return template;
}

async function draw(drawings: Drawings): Promise<Pick<Writing, 'cover' | 'perch'>> {
  const { cover, perch } = drawings;
  return {
    cover: cover ? await drawCover(cover.hashtag, cover.evening) : null,
    perch: perch ? await drawPerch(perch.seed, perch.going, perch.room) : null,
  };
}

async function makeTemplate<Props extends object>(
  letter: Letter<Props>,
  language: Language,
  props: Props,
  letterhead: Letterhead,
): Promise<Template> {
  const writing: Writing = {
    t: await wordsIn(language),
    language,
    letterhead,
    ...(await draw(letter.drawings?.(props) ?? {})),
  };
  const html = await render(letter.body(props, writing));
  return {
    subject: leaveBlank(letter.subject(props, writing)),
    html: leaveBlank(withoutMarks(html)),
    text: leaveBlank(textOf(html)),
    images: [writing.cover, writing.perch].filter((picture) => picture !== null),
  };
}

function calendarFor(word: CalendarWord, to: Envelope['to'], letterhead: Letterhead, language: Language) {
  const attendee = { ...to, standing: word.standing, changeUrl: word.changeUrl };
  return invitationCalendar(word.event, attendee, word.method, letterhead, language);
}

/**
 * Writes one letter to one reader, in their language.
 * @param letterhead who writes, and where links begin; the environment's where it is left out
 */
export async function writeLetter<Kind extends LetterKind>(
  kind: Kind,
  language: Language,
  props: LetterProps[Kind],
  envelope: Envelope,
  letterhead: Letterhead = ours(),
): Promise<Mail> {
  const letter: Letter<LetterProps[Kind]> = LETTERS[kind];
  const personal = new Map<string, string>();
  const shared: Record<string, unknown> = { ...props };
  for (const prop of letter.personal) {
    const value = oneLine(String(props[prop] ?? ''));
    personal.set(prop, prop === 'name' ? toGreet(value) : value);
    // An empty prop shapes the letter (no name, another greeting), so it is no blank.
    shared[prop] = personal.get(prop) && blank(prop);
  }
  const template = await templateOf(JSON.stringify([kind, language, letterhead, shared]), () =>
    makeTemplate(letter, language, shared as unknown as LetterProps[Kind], letterhead),
  );
  const wordFor = (prop: string) => personal.get(prop) ?? '';
  const word = letter.calendar?.(props);
  const to = { name: oneLine(envelope.to.name), address: envelope.to.address };
  return {
    ...envelope,
    to,
    subject: oneLine(fill(template.subject, wordFor)),
    text: fill(template.text, wordFor),
    html: fill(template.html, (prop) => escapeHtml(wordFor(prop))),
    language,
    images: template.images,
    calendar: word
      ? { method: word.method, content: await calendarFor(word, to, letterhead, language) }
      : undefined,
    unsubscribeUrl: 'unsubscribeUrl' in props ? props.unsubscribeUrl : undefined,
    house: letterhead.name,
    fromName: letter.writer && oneLine(letter.writer(props)),
  };
}
