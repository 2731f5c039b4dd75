import { db } from '#db/client';
import { currentSettings } from './domain/instance/current.server';
import { offerLanguages } from './locales/i18n.server';

/** What every page says of the instance, as its stewards decided a moment ago; negotiation goes by it from now on. */
export async function readInstance() {
  const { name, languages, minimumAge, communityCreators } = await currentSettings(db);
  offerLanguages(languages);
  return { name, languages, minimumAge, communityCreators };
}
