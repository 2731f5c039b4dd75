import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { LINK_KINDS, type ProfileInput, readInterests, readLink, type settingsInput } from '../profile-rules';
import type { Self } from '../rules';

/** Everything of a member's page but their portrait, each field with those it is for. */
export async function updateProfile(db: Db | Trx, self: Self, input: ProfileInput): Promise<void> {
  await withTransaction(db, async (trx) => {
    await trx
      .updateTable('members')
      .set({
        name: input.name,
        name_seen_by: input.nameSeenBy,
        occupation: input.occupation,
        occupation_seen_by: input.occupationSeenBy,
        city: input.city,
        city_seen_by: input.citySeenBy,
        bio: input.bio,
        bio_seen_by: input.bioSeenBy,
        interests: readInterests(input.interests),
        interests_seen_by: input.interestsSeenBy,
      })
      .where('id', '=', self.id)
      .execute();
    await trx.deleteFrom('profile_links').where('member_id', '=', self.id).execute();
    const links = LINK_KINDS.flatMap((kind) => {
      const link = input[kind] ? readLink(kind, input[kind]) : undefined;
      return link ? [{ kind, url: link.url, seen_by: input[`${kind}SeenBy`] }] : [];
    });
    if (links.length === 0) return;
    await trx
      .insertInto('profile_links')
      .values(links.map((link, position) => ({ ...link, member_id: self.id, position })))
      .execute();
  });
}

export async function updateSettings(
  db: Db,
  self: Self,
  { language, timezone }: z.output<typeof settingsInput>,
): Promise<void> {
  await withTransaction(db, async (trx) => {
    await trx.updateTable('contacts').set({ language }).where('id', '=', self.contactId).execute();
    await trx.updateTable('members').set({ timezone }).where('id', '=', self.id).execute();
  });
}
