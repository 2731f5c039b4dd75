import type { Db } from '#db/client';

/** Who looks after the instance, the first named first. */
export function listStewards(db: Db): Promise<{ id: string; handle: string; name: string }[]> {
  return db
    .selectFrom('members')
    .select(['id', 'handle', 'public_name as name'])
    .where('steward', '=', true)
    .where('suspended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
