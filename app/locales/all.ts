import en from './core.en';
import fr from './core.fr';
import lettersEn from './en/letters.json';
import lettersFr from './fr/letters.json';
import { keepingWords } from './parts/keeping';
import { organizingWords } from './parts/organizing';
import { settingsWords } from './parts/settings';
import { stewardWords } from './parts/steward';

/** Everything there is to say. */
export const allWords = {
  fr: {
    ...fr,
    ...keepingWords.fr,
    ...organizingWords.fr,
    ...settingsWords.fr,
    ...stewardWords.fr,
    letters: lettersFr,
  },
  en: {
    ...en,
    ...keepingWords.en,
    ...organizingWords.en,
    ...settingsWords.en,
    ...stewardWords.en,
    letters: lettersEn,
  },
};
