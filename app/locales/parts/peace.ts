import peaceEn from '../en/peace.json';
import peaceFr from '../fr/peace.json';
import { addWords } from '../words';

export const peaceWords = addWords({
  fr: { peace: peaceFr },
  en: { peace: peaceEn },
});
