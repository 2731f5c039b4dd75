import { sql } from 'kysely';
import { type Db, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';

type Answer = Promise<{ ok: true } | Refusal<'notSteward'>>;

/** Has a job that went wrong run at once, with all its attempts before it. */
export async function runJobAgain(db: Db, self: Self, id: string): Answer {
  if (!self.steward) return refuse('notSteward');
  await sql`select graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => now(), attempts => 0)`.execute(
    db,
  );
  return { ok: true };
}

/** Gives up a job that went wrong; what it was to do stays undone. */
export async function dropJob(db: Db, self: Self, id: string): Answer {
  if (!self.steward) return refuse('notSteward');
  await withTransaction(db, async (trx) => {
    const { rows } = await sql<{ name: string }>`
      select task_identifier as name from graphile_worker.jobs
      where id = ${id}::bigint and attempts > 0 and locked_at is null
    `.execute(trx);
    const [job] = rows;
    if (!job) return;
    await sql`select graphile_worker.complete_jobs(array[${id}::bigint])`.execute(trx);
    const details = { name: job.name };
    await recordAct(trx, { kind: 'job-dropped', communityId: null, actorId: self.id, details });
  });
  return { ok: true };
}
