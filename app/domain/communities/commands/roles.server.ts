import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { isOnlyKeeper, lockCommunity } from '../lock.server';
import { rolesIn } from '../queries.server';
import { canHandOutRoles, type Role } from '../rules';

type Giving = { handle: string; roles: Role[] };
type Given = { ok: true } | Refusal<'notYours' | 'notAMember' | 'lastKeeper'>;

/** Gives a member these roles and no others. A community is never left without a keeper. */
export function setRoles(db: Db | Trx, self: Self, communityId: string, giving: Giving): Promise<Given> {
  return give(db, self, communityId, giving.handle, () => giving.roles);
}

/** Gives a member these roles beside those they have: for who has not seen what they wear. */
export function addRoles(db: Db | Trx, self: Self, communityId: string, giving: Giving): Promise<Given> {
  return give(db, self, communityId, giving.handle, (worn) => [...new Set([...worn, ...giving.roles])]);
}

function give(
  db: Db | Trx,
  self: Self,
  communityId: string,
  handle: string,
  rolesOver: (worn: readonly Role[]) => Role[],
): Promise<Given> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (!canHandOutRoles(await rolesIn(trx, { member: self, keys: [] }, communityId)))
      return refuse('notYours');
    const member = await memberCalled(trx, communityId, handle);
    if (!member) return refuse('notAMember', 'handle');
    const roles = rolesOver(member.roles);
    if (!roles.includes('keeper') && (await isOnlyKeeper(trx, communityId, member.id))) {
      return refuse('lastKeeper', 'roles');
    }
    await wear(trx, communityId, member.id, roles);
    const given = roles.filter((role) => !member.roles.includes(role));
    if (given.length === 0 && roles.length === member.roles.length) return { ok: true };
    await recordAct(trx, {
      kind: 'roles-given',
      communityId,
      actorId: self.id,
      subjectId: member.id,
      details: { roles, before: member.roles },
    });
    await tell(trx, communityId, self, member.id, given);
    return { ok: true };
  });
}

/** Hands a hat one wears on to another member. A keeper can take it back. */
export function handOnRole(
  db: Db | Trx,
  self: Self,
  communityId: string,
  { handle, role }: { handle: string; role: Role },
): Promise<{ ok: true } | Refusal<'notYours' | 'notAMember' | 'ownHat'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    const own = await rolesIn(trx, { member: self, keys: [] }, communityId);
    if (!own?.includes(role)) return refuse('notYours');
    const worn = await wornBy(trx, communityId, self);
    const member = await memberCalled(trx, communityId, handle);
    if (!member) return refuse('notAMember', 'handle');
    if (member.id === self.id) return refuse('ownHat', 'handle');
    await wear(
      trx,
      communityId,
      self.id,
      worn.filter((one) => one !== role),
    );
    await wear(trx, communityId, member.id, [...new Set([...member.roles, role])]);
    await recordAct(trx, {
      kind: 'role-handed-on',
      communityId,
      actorId: self.id,
      subjectId: member.id,
      details: { roles: [role] },
    });
    if (!member.roles.includes(role)) await tell(trx, communityId, self, member.id, [role]);
    return { ok: true };
  });
}

/** Lays down a hat one wears; refused to the only keeper. */
export function layDownRole(
  db: Db | Trx,
  self: Self,
  communityId: string,
  role: Role,
): Promise<{ ok: true } | Refusal<'notYours' | 'lastKeeper'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    const worn = await wornBy(trx, communityId, self);
    if (!worn.includes(role)) return refuse('notYours');
    if (role === 'keeper' && !(await hasOtherKeeper(trx, communityId, self.id))) return refuse('lastKeeper');
    await wear(
      trx,
      communityId,
      self.id,
      worn.filter((one) => one !== role),
    );
    await recordAct(trx, {
      kind: 'role-laid-down',
      communityId,
      actorId: self.id,
      details: { roles: [role] },
    });
    return { ok: true };
  });
}

/** Unlike leaving, which is free to who is alone: a hat laid down alone would leave nobody to open the door. */
async function hasOtherKeeper(trx: Trx, communityId: string, memberId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('memberships')
    .select('member_id')
    .where('community_id', '=', communityId)
    .where('member_id', '!=', memberId)
    .where((eb) => eb(eb.val('keeper'), '=', eb.fn.any('roles')))
    .executeTakeFirst();
  return row !== undefined;
}

async function memberCalled(trx: Trx, communityId: string, handle: string) {
  return trx
    .selectFrom('memberships')
    .innerJoin('members', 'members.id', 'memberships.member_id')
    .select(['members.id', 'memberships.roles'])
    .where('memberships.community_id', '=', communityId)
    .where((eb) => eb(eb.fn('lower', ['members.handle']), '=', handle.toLowerCase()))
    .executeTakeFirst();
}

/** The hats on somebody's head, those that sleep among them (see `awakeRoles`). */
async function wornBy(trx: Trx, communityId: string, self: Self): Promise<Role[]> {
  const row = await trx
    .selectFrom('memberships')
    .select('roles')
    .where('community_id', '=', communityId)
    .where('member_id', '=', self.id)
    .executeTakeFirst();
  return row?.roles ?? [];
}

async function wear(trx: Trx, communityId: string, memberId: string, roles: Role[]): Promise<void> {
  await trx
    .updateTable('memberships')
    .set({ roles })
    .where('community_id', '=', communityId)
    .where('member_id', '=', memberId)
    .execute();
}

/** Who gets a hat hears of it; what one gives oneself is no news. */
async function tell(trx: Trx, communityId: string, self: Self, to: string, roles: Role[]): Promise<void> {
  if (roles.length === 0 || to === self.id) return;
  await announce(trx, { kind: 'roles-received', community: communityId, member: to, by: self.id, roles });
}
