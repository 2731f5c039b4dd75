import type { Trx } from '#db/client';
import { banMember } from '../domain/communities/commands/ban.server';
import { writeCharter } from '../domain/communities/commands/charter.server';
import { createCommunity } from '../domain/communities/commands/create-community.server';
import { changeInvitationLink } from '../domain/communities/commands/invite.server';
import { joinCommunity } from '../domain/communities/commands/join-community.server';
import { answerRequest } from '../domain/communities/commands/requests.server';
import { handOnRole, setRoles } from '../domain/communities/commands/roles.server';
import { linkOf } from '../domain/communities/doors.server';
import type { Self } from '../domain/members/rules';
import { ASKED, BANNED_FOR, READINGS, READINGS_CHARTER, TABLE } from './circles';

type Cast = ReadonlyMap<string, Self>;

/** A community at whose door people wait, whose log has something to tell; and one that is hidden, the visitor in it. */
export async function makeCircles(trx: Trx, cast: Cast, visitor: Self): Promise<void> {
  const as = (handle: string): Self => {
    const self = cast.get(handle);
    if (!self) throw new Error(`nobody in the sample is called @${handle}`);
    return self;
  };
  const keeper = as('ines_r');
  const readings = await createCommunity(trx, keeper, {
    ...READINGS,
    city: 'Paris',
    admission: 'approval',
  });
  if (!readings.ok) throw new Error('the sample could not make #LecturesDuSoir');
  const { id } = readings;
  await writeCharter(trx, keeper, id, READINGS_CHARTER);
  const ask = (handle: string, message: string) =>
    joinCommunity(trx, as(handle), id, { message, inDirectory: true, charterVersion: 1 });
  const answer = (handle: string, accept: boolean, by = keeper) =>
    answerRequest(trx, by, id, { handle, accept, note: '' });
  for (const handle of [visitor.handle, 'aicha_lit', 'gaspard', 'bertille', 'thibaut_n']) {
    await ask(handle, ASKED.each);
    await answer(handle, true);
  }
  await setRoles(trx, keeper, id, { handle: visitor.handle, roles: ['moderator'] });
  await setRoles(trx, keeper, id, { handle: 'aicha_lit', roles: ['tutor'] });
  await handOnRole(trx, as('aicha_lit'), id, { handle: 'bertille', role: 'tutor' });
  await banMember(trx, visitor, id, {
    handle: 'thibaut_n',
    reason: BANNED_FOR,
  });
  await ask('ngozi_lit', ASKED.ngozi_lit);
  await ask('jibe', ASKED.jibe);
  await ask('salome_v', '');

  const host = as('noemie');
  const table = await createCommunity(trx, host, {
    ...TABLE,
    admission: 'invitation',
    visibility: 'hidden',
  });
  if (!table.ok) throw new Error('the sample could not make #TableDuFond');
  await changeInvitationLink(trx, host, table.id, 'renew');
  const link = (await linkOf(trx, table.id)) ?? '';
  for (const self of [visitor, as('ilyes_k'), as('oscar_t')]) {
    const joined = await joinCommunity(trx, self, table.id, { link, inDirectory: true });
    if (!joined.ok) throw new Error(`the sample could not let @${self.handle} in: ${joined.reason}`);
  }
}
