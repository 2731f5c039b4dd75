import homeEn from '../en/home.json';
import homeFr from '../fr/home.json';
import { addWords } from '../words';

export const homeWords = addWords({ fr: { home: homeFr }, en: { home: homeEn } });
