import type { Db } from '#db/client';
import { hasMembers } from '../queries.server';
import { mintSecret } from '../secrets.server';

/**
 * The path of the page that makes the first steward, for whoever started the instance; undefined once
 * it has members. Each start gives a new one, and one of them works once.
 */
export async function offerFirstSteward(db: Db): Promise<string | undefined> {
  if (await hasMembers(db)) return undefined;
  return `/join/steward/${await mintSecret(db, { purpose: 'first-steward', email: '' })}`;
}
