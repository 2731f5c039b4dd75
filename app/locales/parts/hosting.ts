import hostingEn from '../en/hosting.json';
import hostingFr from '../fr/hosting.json';
import { addWords } from '../words';

export const hostingWords = addWords({ fr: { hosting: hostingFr }, en: { hosting: hostingEn } });
