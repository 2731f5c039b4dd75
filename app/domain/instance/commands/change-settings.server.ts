import type { z } from 'zod';
import { type Db, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import { needsSecondFactor } from '../../members/factors.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { forgetSettings } from '../current.server';
import { getSettings } from '../queries.server';
import type { settingsInput } from '../rules';

/**
 * Writes what the stewards decided; the log says which of the settings changed. Who asks others for a second
 * factor has one: they would shut themselves out with the same click.
 */
export async function changeSettings(
  db: Db,
  self: Self,
  input: z.output<typeof settingsInput>,
): Promise<{ ok: true } | Refusal<'notSteward' | 'ownFactorFirst'>> {
  if (!self.steward) return refuse('notSteward');
  const wanted = { ...input, organizersNeedSecondFactor: input.organizersNeedSecondFactor === 'on' };
  if (wanted.organizersNeedSecondFactor && !(await needsSecondFactor(db, self.id)))
    return refuse('ownFactorFirst');
  await withTransaction(db, async (trx) => {
    await trx.selectFrom('instance').select('only_one').forUpdate().execute();
    const before = await getSettings(trx);
    const changed = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(wanted[key]),
    );
    if (changed.length === 0) return;
    await trx
      .updateTable('instance')
      .set({
        name: wanted.name,
        languages: wanted.languages,
        community_creators: wanted.communityCreators,
        minimum_age: wanted.minimumAge,
        organizers_need_second_factor: wanted.organizersNeedSecondFactor,
        inactive_months: wanted.inactiveMonths,
        invitation_days: wanted.invitationDays,
        log_months: wanted.logMonths,
      })
      .execute();
    const details = { changed };
    await recordAct(trx, { kind: 'settings-changed', communityId: null, actorId: self.id, details });
  });
  forgetSettings();
  return { ok: true };
}
