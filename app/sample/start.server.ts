import type { Db } from '#db/client';
import { config } from '../config.server';
import { hasMembers } from '../domain/members/queries.server';
import { slideSample, startEvening } from './evening.server';
import { loadSample } from './load.server';
import { addressOf, people, SAMPLE_PASSWORD } from './people';

interface Start {
  embedded: boolean;
  /** Takes lines for the person at the terminal. */
  say: (line: string) => void;
}

/**
 * Loads the sample where it is asked for: by SAMPLE=on, else only into an empty embedded database that no
 * address was announced for. Tells how to sign in, and has people post while the evening is on.
 * @returns how to stop them; undefined where there is no sample
 */
export async function startSample(db: Db, { embedded, say }: Start): Promise<(() => void) | undefined> {
  const { sample, appUrl } = config();
  if (sample === 'off') return undefined;
  if (!(await isLoaded(db))) {
    const wanted = sample === 'on' || (embedded && !appUrl);
    if (!wanted || (await hasMembers(db))) return undefined;
    say('Filling it with a sample community...');
    await loadSample(db);
  } else {
    await slideSample(db);
  }
  for (const person of [people[0], people[4]]) {
    if (person) say(`Sign in as ${person.name}: ${addressOf(person)} / ${SAMPLE_PASSWORD}`);
  }
  return startEvening(db);
}

async function isLoaded(db: Db): Promise<boolean> {
  const { sample_loaded_at } = await db
    .selectFrom('instance')
    .select('sample_loaded_at')
    .executeTakeFirstOrThrow();
  return sample_loaded_at !== null;
}
