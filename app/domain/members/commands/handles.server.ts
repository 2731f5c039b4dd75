import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { type Refusal, refuse } from '../../rules';
import type { Self } from '../rules';
import { credentialsChanged } from './credentials.server';

/**
 * Whether a handle is somebody's, or was within a year: links and mentions lead to them still.
 * @param memberId who asks: what was theirs they may take back
 */
export async function isHandleTaken(db: Db | Trx, handle: string, memberId?: string): Promise<boolean> {
  const { taken } = await db
    .selectNoFrom(
      sql<boolean>`exists (select from members where lower(handle) = ${handle.toLowerCase()}
          and id is distinct from ${memberId ?? null}::uuid)
        or exists (select from former_handles where lower(handle) = ${handle.toLowerCase()}
          and member_id is distinct from ${memberId ?? null}::uuid and left_at > now() - interval '1 year')`.as(
        'taken',
      ),
    )
    .executeTakeFirstOrThrow();
  return taken;
}

/** PostgreSQL's own code for what is somebody else's already. */
export const isTakenError = (error: unknown): boolean => (error as { code?: string }).code === '23505';

/** Gives a member another handle, and ends their sessions. The database keeps the one they leave (see the trigger of `former_handles`). */
export async function changeHandle(
  db: Db,
  self: Self,
  handle: string,
): Promise<{ ok: true } | Refusal<'handleTaken' | 'handleSame'>> {
  if (handle === self.handle) return refuse('handleSame', 'handle');
  try {
    return await withTransaction(db, async (trx) => {
      if (await isHandleTaken(trx, handle, self.id)) return refuse('handleTaken', 'handle');
      await trx.updateTable('members').set({ handle }).where('id', '=', self.id).execute();
      await credentialsChanged(trx, self.id, 'handle', { from: self.handle, to: handle });
      return { ok: true };
    });
  } catch (error) {
    if (isTakenError(error)) return refuse('handleTaken', 'handle');
    throw error;
  }
}
