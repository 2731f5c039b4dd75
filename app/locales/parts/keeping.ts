import actsEn from '../en/acts.json';
import keepingEn from '../en/keeping.json';
import actsFr from '../fr/acts.json';
import keepingFr from '../fr/keeping.json';
import { addWords } from '../words';

export const keepingWords = addWords({
  fr: { keeping: keepingFr, acts: actsFr },
  en: { keeping: keepingEn, acts: actsEn },
});
