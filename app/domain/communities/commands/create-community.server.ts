import { sql } from 'kysely';
import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import { lockHashtag } from '../../hashtags/commands.server';
import { getSettings } from '../../instance/queries.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import type { communityInput } from '../rules';

/**
 * Makes a community around a hashtag nobody owns yet; its creator keeps it and may call meetups. Of a tag that is not
 * free nothing is told but that: whose it is may be hidden.
 */
export function createCommunity(
  db: Db | Trx,
  self: Self,
  input: z.input<typeof communityInput>,
): Promise<{ ok: true; tag: string; id: string } | Refusal<'hashtagTaken' | 'stewardsCreate'>> {
  return withTransaction(db, async (trx) => {
    const { communityCreators } = await getSettings(trx);
    if (communityCreators === 'stewards' && !self.steward) return refuse('stewardsCreate');
    const hashtag = await lockHashtag(trx, input.hashtag);
    // Both are asked of every tag, so that the time it takes tells no more than the word.
    const hasOthersEvening = await isOthersEvening(trx, self, hashtag.tag);
    if (hashtag.community_id || hasOthersEvening) return refuse('hashtagTaken', 'hashtag');
    const { description, city, admission, visibility } = input;
    const { id } = await trx
      .insertInto('communities')
      .values({ hashtag: hashtag.tag, description, city, admission, visibility, created_by: self.id })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('hashtags')
      .set({ community_id: id, display: input.hashtag })
      .where('tag', '=', hashtag.tag)
      .execute();
    await trx
      .insertInto('memberships')
      .values({ community_id: id, member_id: self.id, roles: ['keeper', 'organizer'] })
      .execute();
    await recordAct(trx, { kind: 'community-created', communityId: id, actorId: self.id });
    return { ok: true, tag: hashtag.tag, id };
  });
}

/** Whether evenings stand under a tag that none of this member's communities called: their page would be taken. */
async function isOthersEvening(trx: Trx, self: Self, tag: string): Promise<boolean> {
  const evening = await trx
    .selectFrom('events as e')
    .select('e.id')
    .where('e.hashtag', '=', tag)
    .where('e.status', '<>', 'draft')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('memberships as m')
            .select('m.member_id')
            .whereRef('m.community_id', '=', 'e.community_id')
            .where('m.member_id', '=', self.id)
            .where(sql<boolean>`m.roles && '{organizer,keeper}'`),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return evening !== undefined;
}
