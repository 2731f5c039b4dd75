import mailKindsEn from '../en/mailKinds.json';
import mailWishesEn from '../en/mailWishes.json';
import sessionsEn from '../en/sessions.json';
import settingsEn from '../en/settings.json';
import unsubscribeEn from '../en/unsubscribe.json';
import mailKindsFr from '../fr/mailKinds.json';
import mailWishesFr from '../fr/mailWishes.json';
import sessionsFr from '../fr/sessions.json';
import settingsFr from '../fr/settings.json';
import unsubscribeFr from '../fr/unsubscribe.json';
import { addWords } from '../words';

export const settingsWords = addWords({
  fr: {
    settings: settingsFr,
    sessions: sessionsFr,
    mailWishes: mailWishesFr,
    mailKinds: mailKindsFr,
    unsubscribe: unsubscribeFr,
  },
  en: {
    settings: settingsEn,
    sessions: sessionsEn,
    mailWishes: mailWishesEn,
    mailKinds: mailKindsEn,
    unsubscribe: unsubscribeEn,
  },
});
