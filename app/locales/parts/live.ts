import liveEn from '../en/live.json';
import liveFr from '../fr/live.json';
import { addWords } from '../words';

export const liveWords = addWords({ fr: { live: liveFr }, en: { live: liveEn } });
