import { sql } from 'kysely';
import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { hasAcceptedCharter } from '../../communities/charters.server';
import { rolesIn } from '../../communities/queries.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import type { topicInput } from '../rules';

type StartRefusal = 'notAMember' | 'charterFirst';

/** Starts a topic in a community, or (null) among people of one's own choice; whoever starts it looks after it. */
export function startTopic(
  db: Db | Trx,
  self: Self,
  communityId: string | null,
  { title, purpose, admission, confidential, days }: z.output<typeof topicInput>,
): Promise<{ ok: true; id: string } | Refusal<StartRefusal>> {
  return withTransaction(db, async (trx) => {
    if (communityId) {
      if (!(await rolesIn(trx, { member: self, keys: [] }, communityId))) return refuse('notAMember');
      if (!(await hasAcceptedCharter(trx, self.id, communityId))) return refuse('charterFirst');
    }
    const { id } = await trx
      .insertInto('topics')
      .values({
        community_id: communityId,
        title,
        purpose,
        admission: communityId ? admission : 'invitation',
        confidential,
        ends_at: days ? sql<Date>`now() + make_interval(days => ${days})` : null,
        created_by: self.id,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('topic_members')
      .values({
        topic_id: id,
        member_id: self.id,
        keeper: true,
        promised_at: confidential ? new Date() : null,
      })
      .execute();
    return { ok: true, id };
  });
}
