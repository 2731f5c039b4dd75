import { data, redirect } from '@remix-run/node';
import { db } from '#db/client';
import type { Self } from '../../domain/members/rules';
import { decideReport, passReport, restoreReported } from '../../domain/moderation/commands/decide.server';
import { liftSuspension } from '../../domain/moderation/commands/suspend.server';
import { listReports } from '../../domain/moderation/queries.server';
import { decisionInput, reportId } from '../../domain/moderation/rules';
import { readForm } from '../../http/form.server';

const DONE = ['decided', 'passed', 'restored', 'lifted'] as const;

/** Both parts of a queue, and what was just done there. */
export async function loadQueue(request: Request, self: Self, communityId: string | null) {
  const done = new URL(request.url).searchParams.get('done');
  const [open, decided] = await Promise.all([
    listReports(db, self, communityId),
    listReports(db, self, communityId, 'decided'),
  ]);
  return { open, decided, timezone: self.timezone, done: DONE.find((one) => one === done) };
}

/** What a form of a queue asks; `page` is where the queue is. A report that is not this member's to judge is none. */
export async function judge(request: Request, self: Self, page: string) {
  const form = await readForm(request);
  const id = reportId.safeParse(form.get('report')).data;
  if (!id) throw new Response(null, { status: 400 });
  const act = form.get('act');
  const over = (done: (typeof DONE)[number]) => redirect(`${page}?done=${done}`, 303);
  const must = ({ ok }: { ok: boolean }) => {
    if (!ok) throw new Response(null, { status: 404 });
  };
  if (act === 'pass') {
    must(await passReport(db, self, id));
    return over('passed');
  }
  if (act === 'restore') {
    must(await restoreReported(db, self, id));
    return over('restored');
  }
  if (act === 'lift') {
    must(await liftSuspension(db, self, String(form.get('handle') ?? '')));
    return over('lifted');
  }
  const word = String(form.get('word') ?? '');
  const decision = String(form.get('decision') ?? '');
  const refused = (problem: string | null, status: number) =>
    data({ id, problem, word, decision, unsure: problem === null }, { status });
  const read = decisionInput.safeParse({ decision, word });
  if (!read.success) return refused(read.error.issues[0]?.message ?? 'required', 400);
  // One of several in a row, and nothing undoes its letter: a slip is asked about.
  if (decision === 'banned' && form.get('sure') !== 'on') return refused(null, 422);
  const decided = await decideReport(db, self, id, read.data);
  if (decided.ok) return over('decided');
  if (decided.reason === 'notYours') throw new Response(null, { status: 404 });
  return refused(decided.reason, 422);
}
