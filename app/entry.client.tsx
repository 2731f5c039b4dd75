import { RemixBrowser } from '@remix-run/react';
import i18next from 'i18next';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { FALLBACK_LANGUAGE, i18nOptions, LANGUAGES, type Language } from './locales/i18n';
import { addedWords } from './locales/words';

/** One chunk per language: a reader downloads their own only. */
const words: Record<Language, () => Promise<{ default: object }>> = {
  fr: () => import('./locales/core.fr'),
  en: () => import('./locales/core.en'),
};

async function hydrate() {
  const shown = document.documentElement.lang;
  const language = LANGUAGES.find((known) => known === shown) ?? FALLBACK_LANGUAGE;
  const translation = (await words[language]()).default;
  await i18next.use(initReactI18next).init({
    ...i18nOptions,
    lng: language,
    resources: { [language]: { translation: { ...translation, ...addedWords(language) } } },
    // Another language comes with its own page load, never as a fallback inside this one.
    fallbackLng: false,
  });
  await pageData();
  startTransition(() => {
    hydrateRoot(
      document,
      <I18nextProvider i18n={i18next}>
        <StrictMode>
          <RemixBrowser />
        </StrictMode>
      </I18nextProvider>,
    );
  });
}

/**
 * Remix decodes the page's data in its first rendering, which suspends until they are there. React 18 gives up
 * a root for good (error 345) when a tap or a key meets it in that moment: so data first, hydration after.
 */
async function pageData(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (decoding) {
    await decoding;
  }
}

void hydrate();
