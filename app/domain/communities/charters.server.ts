import type { Db, Trx } from '#db/client';

export interface Charter {
  version: number;
  text: string;
  /** The handle of who wrote it; null for who has left since. */
  author: string | null;
  at: string;
}

const charters = (db: Db | Trx, communityId: string) =>
  db
    .selectFrom('charters')
    .leftJoin('members as m', (join) =>
      join.onRef('m.id', '=', 'charters.written_by').on('m.leaving_at', 'is', null),
    )
    .select(['charters.version', 'charters.text', 'm.handle as author', 'charters.created_at'])
    .where('charters.community_id', '=', communityId)
    .orderBy('charters.version', 'desc');

const present = ({ created_at, ...row }: Omit<Charter, 'at'> & { created_at: Date }): Charter => ({
  ...row,
  author: row.author || null,
  at: created_at.toISOString(),
});

/** The charter in force, or one of its versions. Whoever may open the community may read it. */
export async function findCharter(
  db: Db | Trx,
  communityId: string,
  version?: number,
): Promise<Charter | undefined> {
  let query = charters(db, communityId).limit(1);
  if (version !== undefined) query = query.where('charters.version', '=', version);
  const row = await query.executeTakeFirst();
  return row && present(row);
}

/** All its versions, the latest first. */
export async function listCharters(db: Db, communityId: string): Promise<Charter[]> {
  return (await charters(db, communityId).limit(200).execute()).map(present);
}

/** The number of the version in force; null where there is no charter. */
export async function latestCharter(db: Db | Trx, communityId: string): Promise<number | null> {
  return (await findCharter(db, communityId))?.version ?? null;
}

/**
 * Whether a member has accepted the charter in force, or there is none. Who has not goes on reading; calling meetups,
 * writing to all and the directory wait until they have.
 */
export async function hasAcceptedCharter(
  db: Db | Trx,
  memberId: string,
  communityId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('memberships')
    .select('charter_version')
    .where('community_id', '=', communityId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row !== undefined && row.charter_version === (await latestCharter(db, communityId));
}
