import outboxEn from '../en/outbox.json';
import stewardEn from '../en/steward.json';
import outboxFr from '../fr/outbox.json';
import stewardFr from '../fr/steward.json';
import { addWords } from '../words';

export const stewardWords = addWords({
  fr: { steward: stewardFr, outbox: outboxFr },
  en: { steward: stewardEn, outbox: outboxEn },
});
