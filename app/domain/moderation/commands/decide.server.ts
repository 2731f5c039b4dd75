import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import { banMember } from '../../communities/commands/ban.server';
import type { Self } from '../../members/rules';
import { restoreRemovedPost, takeDownPost } from '../../posts/commands.server';
import { type Refusal, refuse } from '../../rules';
import { takeDownTestimonial } from '../../testimonials/commands/answer.server';
import { takeDownComment } from '../../testimonials/commands/comment.server';
import { findJudged, type Judged } from '../queries.server';
import type { decisionInput } from '../rules';
import { suspendMember } from './suspend.server';

type Undecidable = Refusal<'notYours' | 'decided' | 'choice' | 'notAMember'>;

/**
 * Decides about a reported thing: about every report of it that waits in the same queue. Who reported it is told kindly
 * what was decided; whom it concerns is told why, by which office and how to object, where anything was done.
 */
export function decideReport(
  db: Db | Trx,
  self: Self,
  id: string,
  { decision, word }: z.output<typeof decisionInput>,
): Promise<{ ok: true } | Undecidable> {
  return withTransaction(db, async (trx) => {
    const judged = await lockJudged(trx, self, id);
    if (!judged) return refuse('notYours');
    const { report, decisions, office } = judged;
    if (report.decided_at) return refuse('decided');
    if (!decisions.includes(decision)) return refuse('choice', 'decision');
    if (decision === 'banned') {
      const banned = await banSubject(trx, self, judged, word);
      if (!banned.ok) return refuse(banned.reason === 'notAMember' ? 'notAMember' : 'notYours');
    }
    if (decision === 'suspended' && report.subject_id) {
      await suspendMember(trx, self, report.subject_id, word);
    }
    if (decision !== 'nothing' && decision !== 'warned') await takeDown(trx, self, judged, word);
    const decided = await sameThing(trx, judged)
      .set({ decision, decision_note: word, decided_by: self.id, decided_at: new Date() })
      .returning('id')
      .execute();
    await recordAct(trx, {
      kind: 'report-decided',
      communityId: office === 'moderator' ? report.community_id : null,
      actorId: self.id,
      subjectId: report.subject_id ?? undefined,
      details: { decision, about: report.about },
    });
    for (const each of decided) await announce(trx, { kind: 'report-decided', report: each.id });
    // Who is banned is written to by the ban itself.
    const isTold = decision !== 'nothing' && decision !== 'banned' && report.subject_id;
    if (isTold) await announce(trx, { kind: 'report-told', report: id });
    return { ok: true };
  });
}

/** Closes the community to whom the report is about, as its bans do: with their letter, and their line in the log. */
async function banSubject(trx: Trx, self: Self, { report }: Judged, reason: string) {
  const { handle } = await trx
    .selectFrom('members')
    .select('handle')
    .where('id', '=', report.subject_id)
    .executeTakeFirstOrThrow();
  return banMember(trx, self, report.community_id ?? '', { handle, reason, decided: true });
}

/** Takes the reported thing away, where it is one that can be. */
async function takeDown(trx: Trx, self: Self, { report, office }: Judged, word: string): Promise<void> {
  const { about, object } = report;
  if (about === 'testimonial') await takeDownTestimonial(trx, self, object, word);
  if (about === 'comment') await takeDownComment(trx, self, object);
  if (about === 'post' && (await takeDownPost(trx, self, object))) {
    await recordAct(trx, {
      kind: 'post-removed',
      communityId: office === 'moderator' ? report.community_id : null,
      actorId: self.id,
      subjectId: report.subject_id ?? undefined,
    });
  }
}

/** Hands a report on to the stewards: for moderators who cannot or would not decide. */
export function passReport(db: Db, self: Self, id: string): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const judged = await lockJudged(trx, self, id);
    if (judged?.office !== 'moderator' || judged.report.decided_at) return refuse('notYours');
    await sameThing(trx, judged).set({ passed_at: new Date() }).execute();
    await announce(trx, { kind: 'report-made', report: id });
    return { ok: true };
  });
}

/** Puts a post back that this decision removed, not another's; for whoever could decide so. */
export function restoreReported(db: Db, self: Self, id: string): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const judged = await lockJudged(trx, self, id);
    if (judged?.report.about !== 'post' || !judged.report.decided_at) return refuse('notYours');
    const { report, office } = judged;
    const { decision, decided_by, object } = report;
    if (decision === 'nothing' || decision === 'warned' || !decided_by) return { ok: true };
    if (!(await restoreRemovedPost(trx, object, decided_by))) return { ok: true };
    await recordAct(trx, {
      kind: 'post-restored',
      communityId: office === 'moderator' ? report.community_id : null,
      actorId: self.id,
      subjectId: report.subject_id ?? undefined,
    });
    return { ok: true };
  });
}

/** The reports of the same thing that wait in the same place. */
const sameThing = (trx: Trx, { report }: Judged) =>
  trx
    .updateTable('reports')
    .where('about', '=', report.about)
    .where('object', '=', report.object)
    .where('community_id', 'is not distinct from', report.community_id)
    .where('passed_at', report.passed_at ? 'is not' : 'is', null)
    .where('decided_at', 'is', null);

/** Two who decide at once: one waits, and finds it decided. */
async function lockJudged(trx: Trx, self: Self, id: string): Promise<Judged | undefined> {
  await trx.selectFrom('reports').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  return findJudged(trx, self, id);
}
