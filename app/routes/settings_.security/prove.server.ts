import { db } from '#db/client';
import { isProven } from '../../domain/members/commands/proofs.server';
import type { Self } from '../../domain/members/rules';
import { forgetAttempts, slowDown } from '../../http/limits.server';

/** What stands against a proof that who asks is the member, their password or a code; undefined where it holds. */
export async function whyUnproven(self: Self, proof: string): Promise<string | undefined> {
  const slow = await slowDown(['proof', self.id]);
  if (slow) return slow;
  if (!(await isProven(db, self.id, proof))) return 'proof';
  await forgetAttempts('proof', self.id);
  return undefined;
}
