import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import { lockEvent } from '../../events/lock.server';
import type { Self } from '../../members/rules';
import { takeOffList } from '../../rsvps/commands/take-off-list.server';
import { type Refusal, refuse } from '../../rules';
import { partWithTopics } from '../../topics/commands/part-with-topics.server';
import { listComingEvenings } from '../evenings.server';
import { lockCommunity } from '../lock.server';
import { rolesIn } from '../queries.server';
import { canBan } from '../rules';
import { announceAccess } from './announce-access.server';

type BanRefusal = 'notYours' | 'notAMember' | 'keeper' | 'yourself';

/**
 * Takes a member out; the door stays as it is, so they may come again by it. Their seats at evenings that are for
 * members alone go on to who waits.
 */
export function removeMember(
  db: Db | Trx,
  self: Self,
  communityId: string,
  { handle, reason }: { handle: string; reason: string },
): Promise<{ ok: true } | Refusal<BanRefusal>> {
  return withTransaction(db, async (trx) => {
    const person = await whomToPart(trx, self, communityId, handle);
    if ('ok' in person) return person;
    if (!person.roles) return refuse('notAMember', 'handle');
    await part(trx, communityId, person, 'inside');
    await recordAct(trx, {
      kind: 'member-removed',
      communityId,
      actorId: self.id,
      subjectId: person.id,
      details: { reason },
    });
    await announce(trx, {
      kind: 'membership-ended',
      community: communityId,
      member: person.id,
      banned: false,
      reason,
    });
    return { ok: true };
  });
}

/**
 * Closes every door to somebody: out of the community where they are in it, their request and invitation gone, their
 * seats at all its coming evenings passed on. Who was in it, or asked to be, is told why, and whom to write to.
 * @param decided about something they said there, which they are told of in any case
 */
export function banMember(
  db: Db | Trx,
  self: Self,
  communityId: string,
  { handle, reason, decided = false }: { handle: string; reason: string; decided?: boolean },
): Promise<{ ok: true } | Refusal<BanRefusal>> {
  return withTransaction(db, async (trx) => {
    const person = await whomToPart(trx, self, communityId, handle);
    if ('ok' in person) return person;
    const of = { community_id: communityId, member_id: person.id };
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('bans')
      .values({ ...of, reason, banned_by: self.id })
      .onConflict((on) => on.doNothing())
      .executeTakeFirstOrThrow();
    if (!numInsertedOrUpdatedRows) return { ok: true };
    await part(trx, communityId, person, 'all');
    const asked = await drop(trx, 'join_requests', of);
    await drop(trx, 'follows', of);
    await trx
      .updateTable('community_invitations')
      .set((eb) => ({ revoked_at: new Date(), version: eb('version', '+', 1) }))
      .where('community_id', '=', communityId)
      .where('contact_id', '=', person.contact_id)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute();
    await recordAct(trx, {
      kind: 'member-banned',
      communityId,
      actorId: self.id,
      subjectId: person.id,
      details: { reason },
    });
    // Somebody who never stood at this door hears of it there: anybody may make a community, and ban whom they like.
    if (person.roles || asked || decided)
      await announce(trx, {
        kind: 'membership-ended',
        community: communityId,
        member: person.id,
        banned: true,
        reason,
      });
    return { ok: true };
  });
}

/** @returns whether there was one */
async function drop(
  trx: Trx,
  table: 'join_requests' | 'follows',
  of: { community_id: string; member_id: string },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom(table)
    .where('community_id', '=', of.community_id)
    .where('member_id', '=', of.member_id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Opens the doors again; they come in by one as anybody does. */
export function liftBan(
  db: Db | Trx,
  self: Self,
  communityId: string,
  handle: string,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (!canBan(await rolesIn(trx, { member: self, keys: [] }, communityId))) return refuse('notYours');
    const lifted = await trx
      .deleteFrom('bans')
      .using('members')
      .whereRef('members.id', '=', 'bans.member_id')
      .where('bans.community_id', '=', communityId)
      .where((eb) => eb(eb.fn('lower', ['members.handle']), '=', handle.toLowerCase()))
      .returning('bans.member_id')
      .executeTakeFirst();
    if (lifted) {
      const subjectId = lifted.member_id;
      await recordAct(trx, { kind: 'ban-lifted', communityId, actorId: self.id, subjectId });
    }
    return { ok: true };
  });
}

interface Parted {
  id: string;
  contact_id: string;
  /** Null for who is no member of it. */
  roles: readonly string[] | null;
}

/** Whom a keeper or moderator may part with: not themselves, and a keeper only by a keeper. */
async function whomToPart(
  trx: Trx,
  self: Self,
  communityId: string,
  handle: string,
): Promise<Parted | Refusal<BanRefusal>> {
  await lockCommunity(trx, communityId);
  const own = await rolesIn(trx, { member: self, keys: [] }, communityId);
  if (!canBan(own)) return refuse('notYours');
  const person = await trx
    .selectFrom('members')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.member_id', '=', 'members.id').on('memberships.community_id', '=', communityId),
    )
    .select(['members.id', 'members.contact_id', 'memberships.roles'])
    .where((eb) => eb(eb.fn('lower', ['members.handle']), '=', handle.toLowerCase()))
    .where('members.contact_id', 'is not', null)
    .$narrowType<{ contact_id: string }>()
    .executeTakeFirst();
  if (!person) return refuse('notAMember', 'handle');
  if (person.id === self.id) return refuse('yourself', 'handle');
  if (person.roles?.includes('keeper') && !own?.includes('keeper')) return refuse('keeper', 'handle');
  return person;
}

/** Ends a membership where there is one, and what hung on it. */
async function part(
  trx: Trx,
  communityId: string,
  { id, contact_id }: Parted,
  evenings: 'all' | 'inside',
): Promise<void> {
  await trx
    .deleteFrom('memberships')
    .where('community_id', '=', communityId)
    .where('member_id', '=', id)
    .execute();
  for (const eventId of await listComingEvenings(trx, communityId, evenings)) {
    const locked = await lockEvent(trx, eventId);
    if (locked) await takeOffList(trx, locked, contact_id);
  }
  await partWithTopics(trx, communityId, id);
  await announceAccess(trx, communityId);
}
