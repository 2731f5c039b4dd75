import type { Trx } from '#db/client';
import { announce } from '../../../notices/announce.server';

/** Open streams of the community's hashtags ask again who may follow them. */
export async function announceAccess(trx: Trx, communityId: string): Promise<void> {
  const owned = await trx
    .selectFrom('hashtags')
    .select('tag')
    .where('community_id', '=', communityId)
    .execute();
  await announce(trx, { kind: 'hashtag-access-changed', hashtags: owned.map(({ tag }) => tag) });
}
