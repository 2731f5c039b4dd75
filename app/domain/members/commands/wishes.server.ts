import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import type { MailKind } from '../rules';

export interface Wish {
  kind: MailKind;
  /** Null: of all communities that are not spoken of by themselves. */
  communityId: string | null;
  /** Null: nothing particular, what is said of all communities holds. */
  wanted: boolean | null;
}

/** Notes what somebody wants to be written about; whoever holds a letter to them may say it for them. */
export async function setWishes(db: Db | Trx, contactId: string, wishes: Wish[]): Promise<void> {
  for (const { kind, communityId, wanted } of wishes) {
    if (wanted === null) {
      await db
        .deleteFrom('mail_preferences')
        .where('contact_id', '=', contactId)
        .where('kind', '=', kind)
        .where('community_id', 'is not distinct from', communityId)
        .execute();
    } else {
      await db
        .insertInto('mail_preferences')
        .values({ contact_id: contactId, kind, community_id: communityId, wanted })
        .onConflict((on) =>
          on.columns(['contact_id', 'kind', 'community_id']).doUpdateSet({ wanted, changed_at: sql`now()` }),
        )
        .execute();
    }
  }
}

/** What somebody wants, where they may have stopped everything before: nothing they once asked for comes back behind it. */
export function startAnew(db: Db, contactId: string, wishes: Wish[]): Promise<void> {
  return withTransaction(db, async (trx) => {
    const { stopped } = await trx
      .selectFrom('contacts')
      .select(sql<boolean>`unsubscribed_at is not null`.as('stopped'))
      .where('id', '=', contactId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (stopped) {
      await trx
        .deleteFrom('mail_preferences')
        .where('contact_id', '=', contactId)
        .where('wanted', '=', true)
        .execute();
      await trx.updateTable('contacts').set({ unsubscribed_at: null }).where('id', '=', contactId).execute();
    }
    await setWishes(trx, contactId, wishes);
  });
}
