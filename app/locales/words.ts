import i18next from 'i18next';
import type { Language } from './i18n';

/*
 * The words of a part of the site (its organizers', its stewards') come with the routes that say them, in both languages;
 * what every page may say comes as one chunk of the reader's language. On the server all of them are there.
 */

type Words = Record<Language, Record<string, object>>;

const added: Words = { fr: {}, en: {} };

/** Makes a part's words known; its routes name them in their `handle`, and so bring them along. */
export function addWords<Part extends Words>(part: Part): Part {
  for (const language of ['fr', 'en'] as const) {
    Object.assign(added[language], part[language]);
    if (i18next.isInitialized) i18next.addResourceBundle(language, 'translation', part[language]);
  }
  return part;
}

/** The words that came with the routes of the first page. */
export const addedWords = (language: Language): Record<string, object> => added[language];
