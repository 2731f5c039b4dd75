import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
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
