import { sql } from 'kysely';
import type { Trx } from '#db/client';
import { lockEvent } from '../../events/lock.server';
import { settleSeats } from '../../rsvps/commands/settle-seats.server';

/**
 * Makes what an address without an account answered and was invited to a member's own. Where both did, the member's own
 * counts, and a seat that the other held is passed on: one person takes one.
 */
export async function adoptContact(trx: Trx, { from, into }: { from: string; into: string }): Promise<void> {
  const both = await trx
    .selectFrom('rsvps as theirs')
    .innerJoin('rsvps as own', 'own.event_id', 'theirs.event_id')
    .select(['theirs.id', 'theirs.event_id'])
    .where('theirs.contact_id', '=', from)
    .where('own.contact_id', '=', into)
    .orderBy('theirs.event_id')
    .execute();
  for (const { id, event_id } of both) {
    const event = await lockEvent(trx, event_id);
    await trx.deleteFrom('rsvps').where('id', '=', id).execute();
    if (event) await settleSeats(trx, event);
  }
  await trx.updateTable('rsvps').set({ contact_id: into }).where('contact_id', '=', from).execute();
  await moveRows(trx, 'invitations', 'event_id', from, into);
  await moveRows(trx, 'community_invitations', 'community_id', from, into);
  await trx.updateTable('letters').set({ contact_id: into }).where('contact_id', '=', from).execute();
  await trx.deleteFrom('contacts').where('id', '=', from).execute();
}

/** What is left behind, because the member has it too, goes with the contact. */
async function moveRows(
  trx: Trx,
  table: 'invitations' | 'community_invitations',
  of: 'event_id' | 'community_id',
  from: string,
  into: string,
): Promise<void> {
  const [rows, what] = [sql.table(table), sql.ref(of)];
  await sql`update ${rows} set contact_id = ${into} where contact_id = ${from}
    and ${what} not in (select ${what} from ${rows} where contact_id = ${into})`.execute(trx);
}
