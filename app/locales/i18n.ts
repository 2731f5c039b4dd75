import type { InitOptions } from 'i18next';
import type { allWords } from './all';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** French is written first: it is what a reader gets whose languages we do not speak. */
export const FALLBACK_LANGUAGE: Language = 'fr';

export const i18nOptions = {
  supportedLngs: [...LANGUAGES],
  fallbackLng: FALLBACK_LANGUAGE,
  interpolation: { escapeValue: false },
  returnNull: false,
} satisfies InitOptions;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: (typeof allWords)['fr'] };
  }
}
