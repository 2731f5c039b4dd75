import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { banMember } from '#app/domain/communities/commands/ban.server';
import { leaveCommunity } from '#app/domain/communities/commands/leave-community.server';
import { setBlock } from '#app/domain/members/commands/block.server';
import type { Self } from '#app/domain/members/rules';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { endTopics } from '#app/domain/topics/commands/end-topics.server';
import { startTopic } from '#app/domain/topics/commands/start-topic.server';
import {
  handOverTopic,
  inviteToTopic,
  joinTopic,
  leaveTopic,
  removeFromTopic,
} from '#app/domain/topics/commands/take-part.server';
import {
  editMessage,
  readTopic,
  removeMessage,
  writeMessage,
} from '#app/domain/topics/commands/write-message.server';
import { listMessages } from '#app/domain/topics/messages.server';
import { findTopic, listPeople, listTopics } from '#app/domain/topics/queries.server';
import { db } from '#db/client';
import { whereInDatabase } from '../support/everything';
import { aCommunity, aMember, anEvent, asViewer, joins } from '../support/people';

let zoe: Self;
let nina: Self;
let omar: Self;
let stranger: Self;
let community: { id: string; tag: string };

beforeEach(async () => {
  [zoe, nina, omar, stranger] = [
    await aMember('Zoé'),
    await aMember('Nina'),
    await aMember('Omar'),
    await aMember('Ailleurs'),
  ];
  community = await aCommunity(zoe);
  await joins(nina, community);
  await joins(omar, community);
});

const form = {
  title: 'Poèmes de métro',
  purpose: '',
  admission: 'open',
  confidential: false,
  days: null,
} as const;

async function aTopic(
  by = zoe,
  more: Partial<Parameters<typeof startTopic>[3]> = {},
  of: string | null = community.id,
) {
  const made = await startTopic(db, by, of, { ...form, ...more });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}

async function says(who: Self, topic: string, text: string, more: { key?: string; replyTo?: string } = {}) {
  const said = await writeMessage(db, who, topic, { text, key: undefined, replyTo: undefined, ...more });
  if (!said.ok) throw new Error(said.reason);
  return said.id;
}

const opens = async (who: Self, topic: string) => (await findTopic(db, asViewer(who), topic)) !== undefined;
const reads = async (who: Self, topic: string) => {
  if (!(await findTopic(db, asViewer(who), topic))?.readable) return null;
  const { messages } = await listMessages(db, who, topic);
  return messages.map(({ segments }) => segments.map(({ text }) => text).join(''));
};

describe('an open topic', () => {
  test('is found and joined by members of its community, and by nobody else', async () => {
    const topic = await aTopic();
    await says(zoe, topic, 'Bonjour les oiseaux');
    expect(await opens(nina, topic)).toBe(true);
    expect(await reads(nina, topic)).toBeNull();
    expect(await joinTopic(db, nina, topic)).toEqual({ ok: true });
    expect(await reads(nina, topic)).toEqual(['Bonjour les oiseaux']);
    expect(await opens(stranger, topic)).toBe(false);
    expect(await joinTopic(db, stranger, topic)).toMatchObject({ reason: 'notFound' });
    expect(await writeMessage(db, omar, topic, { text: 'De dehors' })).toMatchObject({ reason: 'notFound' });
    expect(await listTopics(db, asViewer(null))).toEqual([]);
  });

  test('is closed to who leaves its community; back again, they come in anew', async () => {
    const topic = await aTopic();
    await joinTopic(db, nina, topic);
    await leaveCommunity(db, nina, community.id);
    expect(await opens(nina, topic)).toBe(false);
    expect(await writeMessage(db, nina, topic, { text: 'Encore là ?' })).toMatchObject({ ok: false });
    await joins(nina, community);
    expect(await reads(nina, topic)).toBeNull();
    expect(await joinTopic(db, nina, topic)).toEqual({ ok: true });
  });

  test('of a hidden community is no more to strangers than one that does not exist', async () => {
    await db
      .updateTable('communities')
      .set({ visibility: 'hidden' })
      .where('id', '=', community.id)
      .execute();
    const topic = await aTopic();
    expect(await findTopic(db, asViewer(stranger), topic)).toBeUndefined();
    expect(await joinTopic(db, stranger, topic)).toEqual(await joinTopic(db, stranger, randomUUID()));
  });
});

describe('a topic by invitation', () => {
  test('is opened by whom somebody in it asked in', async () => {
    const topic = await aTopic(zoe, { admission: 'invitation' });
    expect(await opens(nina, topic)).toBe(false);
    expect(await inviteToTopic(db, nina, topic, omar.handle)).toMatchObject({ reason: 'notFound' });
    expect(await inviteToTopic(db, zoe, topic, nina.handle)).toEqual({ ok: true });
    expect(await findTopic(db, asViewer(nina), topic)).toMatchObject({ invited: true, readable: false });
    await joinTopic(db, nina, topic);
    expect(await findTopic(db, asViewer(nina), topic)).toMatchObject({ invited: false, readable: true });
  });

  test('asks nobody in from outside its community', async () => {
    const topic = await aTopic();
    expect(await inviteToTopic(db, zoe, topic, stranger.handle)).toEqual({
      ok: false,
      reason: 'notAMember',
      field: 'handle',
    });
  });

  test('reaches nobody who blocked who asks, and tells them nothing of it', async () => {
    const topic = await aTopic(zoe, { admission: 'invitation' });
    await setBlock(db, nina, zoe.handle, 'blocked');
    expect(await inviteToTopic(db, zoe, topic, nina.handle)).toEqual({ ok: true });
    expect(await opens(nina, topic)).toBe(false);
  });
});

describe('a topic of a few people', () => {
  test('asks in whom one shares a community with, and belongs to none', async () => {
    const topic = await aTopic(zoe, {}, null);
    expect(await inviteToTopic(db, zoe, topic, stranger.handle)).toMatchObject({ reason: 'notAMember' });
    await inviteToTopic(db, zoe, topic, nina.handle);
    await joinTopic(db, nina, topic);
    await leaveCommunity(db, nina, community.id);
    await says(zoe, topic, 'Toujours là ?');
    expect(await reads(nina, topic)).toEqual(['Toujours là ?']);
    expect(await opens(omar, topic)).toBe(false);
  });
});

describe('an evening’s topic', () => {
  test('has whom its answers say, and those from afar where it lets them', async () => {
    const event = await anEvent(zoe, community);
    const answers = (who: Self, answer: 'going' | 'remote' | 'declined') =>
      answerEvent(db, { eventId: event.id, contactId: who.contactId, answer });
    const topic = await aTopic(zoe);
    await db.updateTable('topics').set({ event_id: event.id }).where('id', '=', topic).execute();
    expect(await opens(nina, topic)).toBe(false);
    await answers(nina, 'going');
    await answers(omar, 'remote');
    expect([await opens(nina, topic), await opens(omar, topic)]).toEqual([true, false]);
    await says(nina, topic, 'J’apporte le gâteau');
    await db.updateTable('topics').set({ remote: true }).where('id', '=', topic).execute();
    expect(await reads(omar, topic)).toEqual(['J’apporte le gâteau']);
    await answers(nina, 'declined');
    expect(await opens(nina, topic)).toBe(false);
    expect((await listPeople(db, zoe, topic)).map(({ handle }) => handle).sort()).toEqual(
      [omar.handle, zoe.handle].sort(),
    );
  });
});

describe('a confidential topic', () => {
  test('is read only after the promise, which is kept', async () => {
    const topic = await aTopic(zoe, { confidential: true });
    await says(zoe, topic, 'Entre nous');
    expect(await joinTopic(db, nina, topic)).toEqual({ ok: false, reason: 'promiseFirst', field: 'promise' });
    expect(await reads(nina, topic)).toBeNull();
    await joinTopic(db, nina, topic, { promises: true });
    expect(await reads(nina, topic)).toEqual(['Entre nous']);
    const { promised_at } = await db
      .selectFrom('topic_members')
      .select('promised_at')
      .where('member_id', '=', nina.id)
      .executeTakeFirstOrThrow();
    expect(promised_at).toBeInstanceOf(Date);
  });
});

describe('a temporary topic', () => {
  test('opens to nobody after its end', async () => {
    const topic = await aTopic(zoe, { days: 3 });
    expect((await findTopic(db, asViewer(zoe), topic))?.endsAt).not.toBeNull();
    await sql`update topics set created_at = now() - interval '4 days', ends_at = now() - interval '1 second'
      where id = ${topic}`.execute(db);
    expect(await opens(zoe, topic)).toBe(false);
    expect(await writeMessage(db, zoe, topic, { text: 'Trop tard' })).toMatchObject({ reason: 'notFound' });
  });

  test('vanishes with all that was said there', async () => {
    const [topic, lasting] = [await aTopic(zoe, { days: 3 }), await aTopic()];
    await says(zoe, topic, 'Canari éphémère');
    await sql`update topics set created_at = now() - interval '4 days', ends_at = now() - interval '1 second'
      where id = ${topic}`.execute(db);
    await endTopics(db);
    expect(await whereInDatabase(['Canari éphémère', topic])).toEqual([]);
    expect(await opens(zoe, lasting)).toBe(true);
  });
});

describe('who looks after a topic', () => {
  test('hands it over, and takes people out; nobody else does', async () => {
    const topic = await aTopic();
    await joinTopic(db, nina, topic);
    await joinTopic(db, omar, topic);
    expect(await removeFromTopic(db, nina, topic, omar.handle)).toMatchObject({ reason: 'notYours' });
    expect(await handOverTopic(db, zoe, topic, nina.handle)).toEqual({ ok: true });
    expect(await removeFromTopic(db, zoe, topic, omar.handle)).toMatchObject({ reason: 'notYours' });
    expect(await removeFromTopic(db, nina, topic, omar.handle)).toEqual({ ok: true });
    expect(await reads(omar, topic)).toBeNull();
  });

  test('is somebody still in its community, also when its keeper is banned from it', async () => {
    const topic = await aTopic(nina);
    await joinTopic(db, omar, topic);
    await banMember(db, zoe, community.id, { handle: nina.handle, reason: 'Insultes' });
    expect((await findTopic(db, asViewer(omar), topic))?.isKeeper).toBe(true);
    expect(await opens(nina, topic)).toBe(false);
  });

  test('is who has been there longest, when its keeper goes; the last one out ends it', async () => {
    const topic = await aTopic();
    await joinTopic(db, nina, topic);
    await joinTopic(db, omar, topic);
    await leaveTopic(db, zoe, topic);
    expect((await findTopic(db, asViewer(nina), topic))?.isKeeper).toBe(true);
    expect((await findTopic(db, asViewer(omar), topic))?.isKeeper).toBe(false);
    await says(nina, topic, 'Il reste quelqu’un ?');
    await leaveTopic(db, nina, topic);
    await leaveTopic(db, omar, topic);
    expect(await db.selectFrom('messages').select('id').where('topic_id', '=', topic).execute()).toEqual([]);
    expect(await opens(omar, topic)).toBe(false);
  });
});

describe('messages', () => {
  test('keep the order of their commits, written at once, and none twice', async () => {
    const topic = await aTopic();
    await joinTopic(db, nina, topic);
    const keys = Array.from({ length: 20 }, () => randomUUID());
    const sent = keys.flatMap((key, n) => {
      const who = n % 2 ? nina : zoe;
      return [says(who, topic, `n° ${n}`, { key }), says(who, topic, `n° ${n}`, { key })];
    });
    const ids = await Promise.all(sent);
    expect(new Set(ids).size).toBe(20);
    const { messages } = await listMessages(db, zoe, topic, { limit: 50 });
    expect(messages.map(({ position }) => Number(position))).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
    const { rows } = await sql<{ object: string }>`
      select object::text from stream_entries where stream = ${`topic:${topic}`} order by seq`.execute(db);
    expect(rows.map(({ object }) => object)).toEqual(messages.map(({ id }) => id));
  });

  test('are changed by their author for half an hour, and taken back for good', async () => {
    const topic = await aTopic();
    await joinTopic(db, nina, topic);
    const id = await says(zoe, topic, 'Rendez-vous à 20 h');
    expect(await editMessage(db, nina, id, { text: 'À 3 h' })).toMatchObject({ reason: 'notYours' });
    expect(await editMessage(db, zoe, id, { text: 'Rendez-vous à 21 h' })).toEqual({ ok: true });
    expect(await reads(nina, topic)).toEqual(['Rendez-vous à 21 h']);
    await sql`update messages set created_at = now() - interval '31 minutes' where id = ${id}`.execute(db);
    expect(await editMessage(db, zoe, id, { text: 'À 22 h' })).toMatchObject({ reason: 'tooLate' });
    expect(await removeMessage(db, nina, id)).toMatchObject({ reason: 'notYours' });
    expect(await removeMessage(db, zoe, id)).toEqual({ ok: true });
    const { messages } = await listMessages(db, nina, topic);
    expect(messages).toMatchObject([{ id, removed: true, segments: [] }]);
    expect(await db.selectFrom('messages').select('text').where('id', '=', id).execute()).toEqual([
      { text: '' },
    ]);
  });

  test('answer messages of their topic alone', async () => {
    const [topic, other] = [await aTopic(), await aTopic()];
    const elsewhere = await says(zoe, other, 'Ailleurs');
    await says(zoe, topic, 'Une réponse', { replyTo: elsewhere });
    const { messages } = await listMessages(db, zoe, topic);
    expect(messages[0]?.replyTo).toBeNull();
  });

  test('sent again under the key of another topic are not found there', async () => {
    const [topic, other] = [await aTopic(), await aTopic()];
    const key = randomUUID();
    await says(zoe, topic, 'Ici', { key });
    expect(await writeMessage(db, zoe, other, { text: 'Là', key })).toMatchObject({ ok: false });
  });

  test('of who blocked one another are not seen by either, nor quoted to them', async () => {
    const topic = await aTopic();
    await joinTopic(db, nina, topic);
    await joinTopic(db, omar, topic);
    const said = await says(nina, topic, 'Parole de Nina');
    await says(omar, topic, 'Je réponds à Nina', { replyTo: said });
    await setBlock(db, zoe, nina.handle, 'blocked');
    await says(zoe, topic, 'Parole de Zoé', { replyTo: said });
    expect(await reads(zoe, topic)).toEqual(['Je réponds à Nina', 'Parole de Zoé']);
    expect(await reads(nina, topic)).toEqual(['Parole de Nina', 'Je réponds à Nina']);
    const { messages } = await listMessages(db, zoe, topic);
    expect(messages.map(({ replyTo }) => replyTo)).toEqual([null, null]);
    expect((await findTopic(db, asViewer(nina), topic))?.unread).toBe(1);
  });

  test('are counted until they are read, and reading goes only further', async () => {
    const topic = await aTopic();
    await joinTopic(db, nina, topic);
    await says(zoe, topic, 'Un');
    await says(zoe, topic, 'Deux');
    const unread = async () => (await findTopic(db, asViewer(nina), topic))?.unread;
    expect(await unread()).toBe(2);
    await readTopic(db, nina, topic, '1');
    expect(await unread()).toBe(1);
    await readTopic(db, nina, topic, '999');
    expect(await unread()).toBe(0);
    await readTopic(db, nina, topic, '1');
    expect(await unread()).toBe(0);
    await says(nina, topic, 'Trois');
    expect(await unread()).toBe(0);
    expect((await findTopic(db, asViewer(zoe), topic))?.unread).toBe(1);
  });

  test('are listed page by page, backwards and from where one left', async () => {
    const topic = await aTopic();
    for (let n = 1; n <= 7; n++) await says(zoe, topic, `n° ${n}`);
    const positions = async (page: Parameters<typeof listMessages>[3]) => {
      const { messages, more } = await listMessages(db, zoe, topic, page);
      return [messages.map(({ position }) => Number(position)), more];
    };
    expect(await positions({ limit: 3 })).toEqual([[5, 6, 7], true]);
    expect(await positions({ limit: 3, before: '5' })).toEqual([[2, 3, 4], true]);
    expect(await positions({ limit: 3, before: '2' })).toEqual([[1], false]);
    expect(await positions({ limit: 3, from: '4' })).toEqual([[4, 5, 6], true]);
  });
});
