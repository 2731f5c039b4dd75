import { sql } from 'kysely';
import type { Db } from '#db/client';

/** A job that went wrong: it is tried again, or has been given up. */
export interface FailedJob {
  id: string;
  name: string;
  attempts: number;
  error: string;
  /** When it is tried again; null where nobody will. */
  again: Date | null;
}

export interface JobHealth {
  /** Waiting for their turn by now. */
  due: number;
  running: number;
  failed: FailedJob[];
  /** When each of the clock's jobs last ran. */
  lastRuns: Map<string, Date | null>;
}

const MOST_SHOWN = 50;

/** How the work behind the pages is doing. */
export async function getJobHealth(db: Db): Promise<JobHealth> {
  const [counts, failed, clock] = await Promise.all([
    sql<{ due: number; running: number }>`
      select (count(*) filter (where locked_at is null and run_at <= now() and attempts < max_attempts))::int as due,
        (count(*) filter (where locked_at is not null))::int as running
      from graphile_worker.jobs
    `.execute(db),
    sql<{ id: string; name: string; attempts: number; error: string | null; again: Date | null }>`
      select id::text, task_identifier as name, attempts, last_error as error,
        case when attempts < max_attempts then run_at end as again
      from graphile_worker.jobs
      where attempts > 0 and last_error is not null and locked_at is null
      order by updated_at desc limit ${MOST_SHOWN}
    `.execute(db),
    sql<{ name: string; last: Date | null }>`
      select identifier as name, last_execution as last from graphile_worker._private_known_crontabs
    `.execute(db),
  ]);
  return {
    due: counts.rows[0]?.due ?? 0,
    running: counts.rows[0]?.running ?? 0,
    failed: failed.rows.map(({ error, ...job }) => ({ ...job, error: (error ?? '').slice(0, 500) })),
    lastRuns: new Map(clock.rows.map(({ name, last }) => [name, last])),
  };
}

/** How many jobs went wrong. */
export async function countFailedJobs(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int from graphile_worker.jobs where attempts > 0 and last_error is not null and locked_at is null
  `.execute(db);
  return rows[0]?.count ?? 0;
}
