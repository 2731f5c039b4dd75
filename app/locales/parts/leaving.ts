import leavingEn from '../en/leaving.json';
import leavingFr from '../fr/leaving.json';
import { addWords } from '../words';

export const leavingWords = addWords({ fr: { leaving: leavingFr }, en: { leaving: leavingEn } });
