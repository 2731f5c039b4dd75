import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Viewer } from '../members/rules';
import { findJudged } from './queries.server';

/**
 * Whether a viewer may see a picture because a report quotes it that waits for their decision. Once it is decided, or where
 * the picture is given up, nobody does.
 */
export async function isQuotedTo(db: Db, { member }: Viewer, mediaId: string): Promise<boolean> {
  if (!member) return false;
  const quoting = await db
    .selectFrom('reports')
    .select('id')
    .where('decided_at', 'is', null)
    .where(sql<boolean>`quoted->'pictures' @> to_jsonb(${mediaId}::text)`)
    .execute();
  for (const { id } of quoting) if (await findJudged(db, member, id)) return true;
  return false;
}
