import accountEn from '../en/account.json';
import entranceEn from '../en/entrance.json';
import accountFr from '../fr/account.json';
import entranceFr from '../fr/entrance.json';
import { addWords } from '../words';

export const entranceWords = addWords({
  fr: { account: accountFr, entrance: entranceFr },
  en: { account: accountEn, entrance: entranceEn },
});
