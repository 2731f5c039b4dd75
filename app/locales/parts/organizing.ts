import organizingEn from '../en/organizing.json';
import organizingFr from '../fr/organizing.json';
import { addWords } from '../words';

export const organizingWords = addWords({
  fr: { organizing: organizingFr },
  en: { organizing: organizingEn },
});
