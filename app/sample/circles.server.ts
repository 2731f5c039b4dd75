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

type Cast = ReadonlyMap<string, Self>;

/** The word of the first community, as it grew. */
export const CHARTERS = [
  '- On accueille qui arrive.',
  '- On accueille qui arrive.\n- On rit avec, jamais de.',
  '- On accueille qui arrive.\n- On rit avec, jamais de.\n- On ne photographie pas sans demander.',
  '- On accueille qui arrive.\n- On rit avec, jamais de.\n- Ce qui se dit à table y reste.',
] as const;

/** A community at whose door people wait, whose log has something to tell; and one that is hidden, the visitor in it. */
export async function makeCircles(trx: Trx, cast: Cast, visitor: Self): Promise<void> {
  const as = (handle: string): Self => {
    const self = cast.get(handle);
    if (!self) throw new Error(`nobody in the sample is called @${handle}`);
    return self;
  };
  const keeper = as('ines_r');
  const readings = await createCommunity(trx, keeper, {
    hashtag: 'LecturesDuSoir',
    description:
      'Un livre par mois, lu chacun chez soi et raconté à voix haute. On prête, on annote, on rend.',
    city: 'Paris',
    admission: 'approval',
  });
  if (!readings.ok) throw new Error('the sample could not make #LecturesDuSoir');
  const { id } = readings;
  await writeCharter(trx, keeper, id, '- On rend les livres.\n- On ne raconte pas la fin.');
  const ask = (handle: string, message: string) =>
    joinCommunity(trx, as(handle), id, { message, inDirectory: true, charterVersion: 1 });
  const answer = (handle: string, accept: boolean, by = keeper) =>
    answerRequest(trx, by, id, { handle, accept, note: '' });
  for (const handle of [visitor.handle, 'aicha_lit', 'gaspard', 'bertille', 'thibaut_n']) {
    await ask(handle, 'Je lis le soir.');
    await answer(handle, true);
  }
  await setRoles(trx, keeper, id, { handle: visitor.handle, roles: ['moderator'] });
  await setRoles(trx, keeper, id, { handle: 'aicha_lit', roles: ['tutor'] });
  await handOnRole(trx, as('aicha_lit'), id, { handle: 'bertille', role: 'tutor' });
  await banMember(trx, visitor, id, {
    handle: 'thibaut_n',
    reason: 'Trois fois la fin du roman, malgré deux rappels.',
  });
  await ask('ngozi_lit', 'Bonjour ! Romans noirs et gâteaux blancs : j’apporte les deux.');
  await ask('jibe', 'Je lis lentement, mais je viens avec la contrebasse.');
  await ask('salome_v', '');

  const host = as('noemie');
  const table = await createCommunity(trx, host, {
    hashtag: 'TableDuFond',
    description: 'Sept personnes, une table, le premier mardi. Rien n’en sort.',
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
