import type { Trx } from '#db/client';
import type { Act } from './rules';

export interface Recorded {
  kind: Act;
  /** Null: an act on the instance, for its stewards to read. */
  communityId: string | null;
  /** Null: nobody pressed anything, the clock did it. */
  actorId: string | null;
  /** The member it was done to. */
  subjectId?: string;
  /** What its sentence needs, and what would be lost otherwise. No private field of anybody. */
  details?: Record<string, unknown>;
}

/** Writes an act into the audit log, in the transaction that does it. */
export async function recordAct(trx: Trx, act: Recorded): Promise<void> {
  const { kind, communityId, actorId, subjectId = null, details = {} } = act;
  await trx
    .insertInto('acts')
    .values({
      kind,
      community_id: communityId,
      actor_id: actorId,
      subject_id: subjectId,
      details: JSON.stringify(details),
    })
    .execute();
}
