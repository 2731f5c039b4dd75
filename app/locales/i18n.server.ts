import { createCookie } from '@remix-run/node';
import { createInstance, type i18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next/initReactI18next';
import { RemixI18Next } from 'remix-i18next/server';
import { allWords } from './all';
import { FALLBACK_LANGUAGE, i18nOptions, LANGUAGES, type Language } from './i18n';

/** The browser is given the words of its page only: see `words`. */
export const resources = { fr: { translation: allWords.fr }, en: { translation: allWords.en } };

/** Remembers the language chosen in the footer; a year, in seconds. */
export const languageCookie = createCookie('language', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  maxAge: 31_536_000,
});

export const i18next = new RemixI18Next({
  detection: {
    supportedLanguages: [...LANGUAGES],
    fallbackLanguage: FALLBACK_LANGUAGE,
    cookie: languageCookie,
    // A letter's links carry the letter's language as `?lng=`, for readers who never chose one.
    order: ['cookie', 'searchParams', 'header'],
  },
  i18next: { ...i18nOptions, resources },
});

/** The language's part of a request, so that sessions are kept nowhere and one reader is like another. */
function languageSigns(request: Request): string {
  const [chosen = ''] = /(?:^|;\s*)language=[^;]*/.exec(request.headers.get('Cookie') ?? '') ?? [];
  const [asked = ''] = /[?&]lng=[^&#]*/.exec(request.url) ?? [];
  return `${chosen}\n${asked}\n${request.headers.get('Accept-Language') ?? ''}`;
}

const MOST_SIGNS = 1_000;
const languages = new Map<string, Language>();

let offered: readonly Language[] = LANGUAGES;

/** What this instance speaks, as its stewards decided; said by whoever read it last. */
export function offerLanguages(spoken: readonly Language[]): void {
  offered = spoken;
}

/** A language as far as the instance speaks it; else the first of those it does. */
export const offeredLanguage = (language: Language): Language =>
  offered.includes(language) ? language : (offered[0] ?? FALLBACK_LANGUAGE);

/** The language a request asks for: the footer's choice, else the browser's. Every loader asks. */
export async function languageOf(request: Request): Promise<Language> {
  const signs = languageSigns(request);
  let language = languages.get(signs);
  if (!language) {
    language = (await i18next.getLocale(request)) as Language;
    if (languages.size >= MOST_SIGNS) languages.clear();
    if (signs.length < 1_000) languages.set(signs, language);
  }
  return offeredLanguage(language);
}

/**
 * i18next puts even a fixed sentence together anew, and a page has a hundred of them. Those said without figures
 * or names are kept; there is one language and one namespace, so every `t` is the same.
 */
function remember(instance: i18n): void {
  const said = new Map<string, string>();
  const say = instance.t.bind(instance) as (key: string, options?: object) => string;
  const t = (key: string, options?: object) => {
    if (options !== undefined) return say(key, options);
    let words = said.get(key);
    if (words === undefined) {
      words = say(key);
      said.set(key, words);
    }
    return words;
  };
  Object.assign(instance, { t, getFixedT: () => t });
}

const instances = new Map<Language, Promise<i18n>>();

/** A ready i18next instance for one language: it never changes, so it serves all requests. */
export function i18nFor(language: Language): Promise<i18n> {
  let instance = instances.get(language);
  if (!instance) {
    instance = makeInstance(language);
    instances.set(language, instance);
  }
  return instance;
}

async function makeInstance(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({ ...i18nOptions, resources, lng: language });
  remember(instance);
  return instance;
}

/** Words for code without a request at hand: letters, feeds, errors. */
export const wordsIn = async (language: Language): Promise<TFunction> => (await i18nFor(language)).t;

/** Words for a loader or an action: in the language of its request. */
export const wordsFor = async (request: Request): Promise<TFunction> => wordsIn(await languageOf(request));
