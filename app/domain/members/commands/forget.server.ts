import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announceMemberAccess } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import { lockEvent } from '../../events/lock.server';
import { readLetter } from '../../letters/read-letter.server';
import { settleSeats } from '../../rsvps/commands/settle-seats.server';
import { partWithMessages } from '../../topics/commands/part-with-messages.server';
import { settleKeepers } from '../../topics/commands/part-with-topics.server';
import { listOnlyKept } from '../leaving.server';
import type { Words } from '../rules';
import { partWithPosts, partWithTexts } from './part-with-words.server';

interface Parting {
  id: string;
  contactId: string;
  handle: string;
  name: string;
  email: string;
  words: Words;
}

/**
 * Takes a member away with everything that is theirs, their address included. What remains: their words where they left
 * them, signed by nobody; and their handle for a year, with nothing beside it, so that nobody passes for them. Each step
 * may be stopped and begun again.
 * @returns the exports whose files are to go too
 */
export async function forgetMember(db: Db, memberId: string): Promise<string[]> {
  const member = await findParting(db, memberId);
  if (!member) return [];
  await giveSeatsBack(db, member);
  await handOnCommunities(db, member);
  await partWithPosts(db, memberId, member.words);
  await partWithMessages(db, memberId, member.words);
  await forgetInLetters(db, member);
  return withTransaction(db, (trx) => erase(trx, member));
}

async function findParting(db: Db, memberId: string): Promise<Parting | undefined> {
  const row = await db
    .selectFrom('members as m')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .select(['m.id', 'c.id as contactId', 'm.handle', 'm.name', 'c.email', 'm.leaving_words as words'])
    .where('m.id', '=', memberId)
    .where('m.leaving_at', '<=', new Date())
    .executeTakeFirst();
  return row && { ...row, words: row.words ?? 'erase' };
}

/** Their places at what is to come go to the next in line. */
async function giveSeatsBack(db: Db, { contactId }: Parting): Promise<void> {
  const rsvps = await db
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select(['rsvps.id', 'rsvps.event_id'])
    .where('rsvps.contact_id', '=', contactId)
    .where('events.ends_at', '>', new Date())
    .execute();
  for (const { id, event_id } of rsvps) {
    await withTransaction(db, async (trx) => {
      const event = await lockEvent(trx, event_id);
      await trx.deleteFrom('rsvps').where('id', '=', id).execute();
      if (event) await settleSeats(trx, event);
    });
  }
}

/** A community is not left without a keeper: the hat goes to whoever helped longest, else to who has been there longest. */
function handOnCommunities(db: Db, { id: memberId }: Parting): Promise<void> {
  return withTransaction(db, async (trx) => {
    for (const { id: communityId, others } of await listOnlyKept(trx, memberId)) {
      if (others <= 0) continue;
      const heir = await trx
        .selectFrom('memberships as ms')
        .innerJoin('members as m', 'm.id', 'ms.member_id')
        .select('m.id')
        .where('ms.community_id', '=', communityId)
        .where('m.id', '<>', memberId)
        .where('m.leaving_at', 'is', null)
        .where('m.suspended_at', 'is', null)
        .orderBy(sql`'organizer' = any(ms.roles) desc, cardinality(ms.roles) > 0 desc`)
        .orderBy('ms.joined_at')
        .orderBy('m.id')
        .limit(1)
        .executeTakeFirst();
      if (!heir) continue;
      await trx
        .updateTable('memberships')
        .set({ roles: sql`array_append(roles, 'keeper')` })
        .where('community_id', '=', communityId)
        .where('member_id', '=', heir.id)
        .execute();
      const details = { roles: ['keeper'] };
      await recordAct(trx, {
        kind: 'role-handed-on',
        communityId,
        actorId: null,
        subjectId: heir.id,
        details,
      });
    }
  });
}

/** Kept letters to others that name them: read one by one, for there are some only where no mail server carries them. */
async function forgetInLetters(db: Db, { name, handle }: Parting): Promise<void> {
  const called = [name, `@${handle}`].filter(Boolean).map((one) => one.toLowerCase());
  const names = (text: string | null) => called.some((one) => text?.toLowerCase().includes(one));
  let behind = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const letters = await db
      .selectFrom('letters')
      .select(['id', 'subject', 'raw'])
      .where('id', '>', behind)
      .where((eb) => eb.or([eb('raw', 'is not', null), eb('subject', 'is not', null)]))
      .orderBy('id')
      .limit(100)
      .execute();
    for (const { id, subject, raw } of letters) {
      const letter = raw && (await readLetter(raw));
      const gone = {
        ...(names(subject) && { subject: null }),
        ...(letter &&
          names(`${letter.from} ${letter.subject} ${letter.text} ${letter.html}`) && { raw: null }),
      };
      if (Object.keys(gone).length > 0)
        await db.updateTable('letters').set(gone).where('id', '=', id).execute();
    }
    const last = letters.at(-1);
    if (!last) return;
    behind = last.id;
  }
}

async function erase(trx: Trx, member: Parting): Promise<string[]> {
  const { id, contactId, handle } = member;
  await announceMemberAccess(trx, id);
  await partWithTexts(trx, id, member.words);
  await forgetReports(trx, id);
  await forgetInActs(trx, member);
  await forgetMail(trx, member);
  await leaveTopics(trx, id);
  const exported = await trx.deleteFrom('exports').where('member_id', '=', id).returning('id').execute();
  await trx
    .insertInto('former_handles')
    .values({ handle, member_id: null, left_at: new Date() })
    .onConflict((on) => on.doNothing())
    .execute();
  await trx.deleteFrom('members').where('id', '=', id).execute();
  await trx.deleteFrom('contacts').where('id', '=', contactId).execute();
  return exported.map((one) => one.id);
}

/** Whoever remains looks after them. */
async function leaveTopics(trx: Trx, memberId: string): Promise<void> {
  const left = await trx
    .deleteFrom('topic_members')
    .where('member_id', '=', memberId)
    .returning('topic_id')
    .execute();
  await settleKeepers(
    trx,
    left.map(({ topic_id }) => topic_id),
  );
}

/** What was decided needs no quotation any more; what is open keeps it until then. */
async function forgetReports(trx: Trx, memberId: string): Promise<void> {
  await trx
    .updateTable('reports')
    .set({ note: '' })
    .where('reporter_id', '=', memberId)
    .where('decided_at', 'is not', null)
    .execute();
  await trx
    .updateTable('reports')
    .set({ quoted: '{}', note: '', decision_note: '' })
    .where('subject_id', '=', memberId)
    .where('decided_at', 'is not', null)
    .execute();
}

/** The audit log keeps what was done; who it was goes by foreign key, and where the act itself names them. */
async function forgetInActs(trx: Trx, { id, handle, name, email }: Parting): Promise<void> {
  const called = [handle, name, email].filter(Boolean).map((one) => one.toLowerCase());
  await trx
    .updateTable('acts')
    .set({ details: '{}' })
    .where((eb) => eb.or([eb('actor_id', '=', id), eb('subject_id', '=', id)]))
    .where(
      sql<boolean>`exists (select from unnest(${called}::text[]) one where position(one in lower(details::text)) > 0)`,
    )
    .execute();
}

/** Letters to them with the facts they told, and what waits under their address. */
async function forgetMail(trx: Trx, { id, contactId, email }: Parting): Promise<void> {
  const address = email.toLowerCase();
  const asked = sql`select lower(email) from email_changes where member_id = ${id}`;
  await sql`
    delete from letters where lower(email) = ${address} or contact_id = ${contactId}
      or about ->> 'member' = ${id} or lower(email) in (${asked})`.execute(trx);
  await sql`
    delete from notices where expanded_at is not null and (
      payload ->> 'member' = ${id} or lower(payload ->> 'email') = ${address}
      or payload ->> 'rsvp' in (select id::text from rsvps where contact_id = ${contactId}))`.execute(trx);
  await sql`
    delete from secrets where lower(email) = ${address} or object = ${id} or lower(email) in (${asked})`.execute(
    trx,
  );
  for (const table of ['signups', 'rsvp_requests'] as const)
    await trx.deleteFrom(table).where(sql`lower(email)`, '=', address).execute();
}
