import type { Trx } from '#db/client';
import { announce } from '../../../notices/announce.server';
import type { SecurityChange } from '../rules';
import { endSessions } from './sessions.server';

/**
 * What a member signs in with is no longer the same: every session ends (whoever acts is given a new one), and a letter
 * says so.
 */
export async function credentialsChanged(
  trx: Trx,
  memberId: string,
  what: SecurityChange,
  handles?: { from: string; to: string },
): Promise<void> {
  await endSessions(trx, memberId, 'all');
  await announce(trx, { kind: 'security-changed', member: memberId, what, ...(handles && { handles }) });
}
