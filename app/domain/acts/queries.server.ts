import type { Db } from '#db/client';
import type { Act } from './rules';

/** A line of the audit log. Handles are null for nobody, and for who has left since. */
export interface ActLine {
  id: string;
  at: string;
  kind: Act;
  actor: string | null;
  subject: string | null;
  details: Record<string, unknown>;
}

export interface ActPage {
  acts: ActLine[];
  /** Where the next page begins, for `before`; null where there is none. */
  next: string | null;
}

/**
 * The audit log of a community, or of the instance (null), the latest first. The caller has asked whether the
 * reader may see it.
 * @param before the `next` of the page before
 */
export async function listActs(
  db: Db,
  communityId: string | null,
  { before, limit = 50 }: { before?: string; limit?: number } = {},
): Promise<ActPage> {
  let query = db
    .selectFrom('acts')
    .leftJoin('members as actor', 'actor.id', 'acts.actor_id')
    .leftJoin('members as subject', 'subject.id', 'acts.subject_id')
    .select(['acts.id', 'acts.at', 'acts.kind', 'acts.details'])
    .select(['actor.handle as actor', 'subject.handle as subject'])
    .where('acts.community_id', communityId === null ? 'is' : '=', communityId)
    .orderBy('acts.id', 'desc')
    .limit(limit + 1);
  if (before && /^\d{1,18}$/.test(before)) query = query.where('acts.id', '<', before);
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  return {
    acts: page.map(({ at, kind, ...row }) => ({ ...row, kind: kind as Act, at: at.toISOString() })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
