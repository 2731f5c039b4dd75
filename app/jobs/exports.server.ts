import type { Db } from '#db/client';
import { config, origin } from '../config.server';
import { buildExports, purgeExports } from '../domain/exports/commands.server';
import { ExportShelf } from '../domain/exports/shelf.server';
import { MediaStore } from '../domain/media/store.server';
import { finishLeavings } from '../domain/members/commands/leavings.server';
import type { Language } from '../domain/rules';
import { wordsIn } from '../locales/i18n.server';

const shelf = () => new ExportShelf(config().mediaDir);

/** Builds the archives that wait. */
export const buildWaiting = (db: Db): Promise<void> =>
  buildExports(db, {
    shelf: shelf(),
    pictures: new MediaStore(config().mediaDir),
    origin: origin(),
    readme,
  });

export const purgeArchives = (db: Db): Promise<void> => purgeExports(db, shelf());

/** Lets go of those whose days of grace are over, with their archives. */
export const letGo = (db: Db): Promise<void> => finishLeavings(db, (ids) => shelf().remove(ids));

/** What an archive says of itself, for people. */
async function readme(about: {
  language: Language;
  hashtag: string | null;
  handle: string;
}): Promise<string> {
  const t = await wordsIn(about.language);
  const { hashtag, handle } = about;
  const host = new URL(origin()).host;
  const lines = hashtag
    ? [t('archive.ofCommunity', { hashtag, handle, host }), t('archive.people')]
    : [t('archive.ofMember', { handle, host }), t('archive.others')];
  return `${[...lines, t('archive.format')].join('\n\n')}\n`;
}
