import { sql } from 'kysely';
import { type Db, withTransaction } from '#db/client';
import { announce } from '../../notices/announce.server';
import { DELIVER_TASK, PAUSED_BY_STEWARD } from '../../notices/catalogue';
import { recordAct } from '../acts/commands.server';
import type { Self } from '../members/rules';
import { type Refusal, refuse } from '../rules';

type Answer = { ok: true } | Refusal<'notSteward'>;

/** Sends the steward a letter that says whether mail arrives. */
export async function requestTestLetter(db: Db, self: Self): Promise<Answer> {
  if (!self.steward) return refuse('notSteward');
  await withTransaction(db, (trx) => announce(trx, { kind: 'test-requested', member: self.id }));
  return { ok: true };
}

/** Lets letters leave again after the server turned us away; what waits is tried at once. */
export async function resumeLetters(db: Db, self: Self): Promise<Answer> {
  if (!self.steward) return refuse('notSteward');
  await withTransaction(db, async (trx) => {
    await trx.updateTable('instance').set({ mail_paused_at: null, mail_pause_reason: null }).execute();
    await recordAct(trx, { kind: 'mail-resumed', communityId: null, actorId: self.id });
    await sql`select graphile_worker.add_job(${DELIVER_TASK}::text, job_key => 'deliver-letters')`.execute(
      trx,
    );
  });
  return { ok: true };
}

/** Stops all letters until a steward lets them go on; what is under way at this moment still leaves. */
export async function pauseLetters(db: Db, self: Self): Promise<Answer> {
  if (!self.steward) return refuse('notSteward');
  await withTransaction(db, async (trx) => {
    const paused = await trx
      .updateTable('instance')
      .set({ mail_paused_at: new Date(), mail_pause_reason: PAUSED_BY_STEWARD })
      .where('mail_paused_at', 'is', null)
      .returning('only_one')
      .executeTakeFirst();
    if (paused) await recordAct(trx, { kind: 'mail-paused', communityId: null, actorId: self.id });
  });
  return { ok: true };
}
