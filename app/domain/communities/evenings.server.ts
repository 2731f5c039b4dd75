import { sql } from 'kysely';
import type { Trx } from '#db/client';

/**
 * The community's events that are not over, published or called off: all of them, or those `inside`, which only its
 * members may open.
 */
export async function listComingEvenings(
  trx: Trx,
  communityId: string,
  which: 'all' | 'inside',
): Promise<string[]> {
  let evenings = trx
    .selectFrom('events')
    .select('id')
    .where('community_id', '=', communityId)
    .where('status', '!=', 'draft')
    .where('ends_at', '>', new Date())
    // In one order, so that two who part at once wait for, not on, each other.
    .orderBy('id');
  if (which === 'inside') {
    const isHidden = sql<boolean>`exists (select from communities
      where communities.id = events.community_id and communities.visibility = 'hidden')`;
    evenings = evenings.where((eb) =>
      eb.or([
        eb('visibility', '=', 'community'),
        // By link an evening asks for nothing but its address, wherever its community stands.
        eb.and([eb('visibility', '=', 'public'), isHidden]),
      ]),
    );
  }
  return (await evenings.execute()).map(({ id }) => id);
}
