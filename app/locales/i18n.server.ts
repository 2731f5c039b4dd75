import { createCookie } from '@remix-run/node';
import { createInstance, type i18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next/initReactI18next';
import { RemixI18Next } from 'remix-i18next/server';
import en from './en.json';
import fr from './fr.json';
import { FALLBACK_LANGUAGE, i18nOptions, LANGUAGES, type Language } from './i18n';
import lettersEn from './letters.en.json';
import lettersFr from './letters.fr.json';

/** Everything there is to say; the browser is given the pages' words only. */
export const resources = {
  fr: { translation: { ...fr, ...lettersFr } },
  en: { translation: { ...en, ...lettersEn } },
};

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

/** The language a request asks for: the footer's choice, else the browser's. */
export async function languageOf(request: Request): Promise<Language> {
  return (await i18next.getLocale(request)) as Language;
}

/** A ready i18next instance for one language, for React on the server. */
export async function i18nFor(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({ ...i18nOptions, resources, lng: language });
  return instance;
}

const fixed = new Map<Language, TFunction>();

/** Words for code without a request at hand: letters, feeds, errors. */
export async function wordsIn(language: Language): Promise<TFunction> {
  let t = fixed.get(language);
  if (!t) {
    const instance = createInstance();
    await instance.init({ ...i18nOptions, resources, lng: language });
    t = instance.t;
    fixed.set(language, t);
  }
  return t;
}

/** Words for a loader or an action: in the language of its request. */
export const wordsFor = async (request: Request): Promise<TFunction> => wordsIn(await languageOf(request));
