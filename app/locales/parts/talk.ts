import talkEn from '../en/talk.json';
import talkFr from '../fr/talk.json';
import { addWords } from '../words';

export const talkWords = addWords({ fr: { talk: talkFr }, en: { talk: talkEn } });
