import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import type { Self, Viewer } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { listShared } from '../queries.server';
import { findReportable } from '../reportable.server';
import type { About, reportInput } from '../rules';

/**
 * Reports something one may open, as it is now. A second report of a thing by the same person, while the first waits,
 * adds nothing. Refused for what is one's own.
 */
export function reportThing(
  db: Db | Trx,
  self: Self,
  thing: { about: About; id: string },
  { reason, note, community }: z.output<typeof reportInput>,
): Promise<{ ok: true } | Refusal<'gone' | 'yourself'>> {
  return withTransaction(db, async (trx) => {
    const viewer: Viewer = { member: self, keys: [] };
    const found = await findReportable(trx, viewer, thing.about, thing.id);
    if (!found) return refuse('gone');
    const { about, object, subjectId, quoted } = found;
    if (subjectId === self.id) return refuse('yourself');
    const shared = about === 'member' && community ? await listShared(trx, viewer, object) : [];
    const communityId = shared.find(({ id }) => id === community)?.id ?? found.communityId;
    const report = await trx
      .insertInto('reports')
      .values({
        reporter_id: self.id,
        about,
        object,
        community_id: communityId,
        subject_id: subjectId,
        quoted: JSON.stringify(quoted),
        reason,
        note,
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (report) await announce(trx, { kind: 'report-made', report: report.id });
    return { ok: true };
  });
}
