import type { Db } from '#db/client';
import type { Row } from '#db/schema';
import { rolesIn } from '../communities/queries.server';
import { canHandOutRoles } from '../communities/rules';
import type { Self } from '../members/rules';

/** An archive as its owner sees it. */
export interface ExportView {
  id: string;
  state: Row<'exports'>['state'];
  done: number;
  total: number;
  bytes: number | null;
  problem: Row<'exports'>['problem'];
  createdAt: string;
  expiresAt: string;
}

/** One's archives of everything of one's own, or of a community, the latest first. */
export async function listExports(db: Db, self: Self, communityId: string | null): Promise<ExportView[]> {
  const rows = await db
    .selectFrom('exports')
    .selectAll()
    .where('member_id', '=', self.id)
    .where('community_id', communityId === null ? 'is' : '=', communityId)
    .where('expires_at', '>', new Date())
    .orderBy('created_at', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    done: row.done,
    total: row.total,
    bytes: row.bytes === null ? null : Number(row.bytes),
    problem: row.problem,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }));
}

/** An archive to fetch: its owner's alone, and a community's only as long as they keep it. */
export async function findReadyExport(
  db: Db,
  self: Self | null,
  id: string,
): Promise<{ id: string; createdAt: Date; hashtag: string | null } | undefined> {
  if (!self) return undefined;
  const row = await db
    .selectFrom('exports as x')
    .leftJoin('communities as c', 'c.id', 'x.community_id')
    .select(['x.id', 'x.created_at as createdAt', 'x.community_id', 'c.hashtag'])
    .where('x.id', '=', id)
    .where('x.member_id', '=', self.id)
    .where('x.state', '=', 'ready')
    .where('x.expires_at', '>', new Date())
    .executeTakeFirst();
  if (!row) return undefined;
  const { community_id, ...found } = row;
  if (community_id && !canHandOutRoles(await rolesIn(db, { member: self, keys: [] }, community_id)))
    return undefined;
  return found;
}
