import type { z } from 'zod';
import { type Db, withTransaction } from '#db/client';
import type { profileInput, Self } from '../rules';

export async function updateProfile(db: Db, self: Self, input: z.output<typeof profileInput>): Promise<void> {
  const { name, language, bio, city, timezone } = input;
  await withTransaction(db, async (trx) => {
    await trx.updateTable('contacts').set({ language }).where('id', '=', self.contactId).execute();
    await trx.updateTable('members').set({ name, bio, city, timezone }).where('id', '=', self.id).execute();
  });
}
