import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { setBlock } from '#app/domain/members/commands/block.server';
import type { Self } from '#app/domain/members/rules';
import { inviteToTopic, joinTopic } from '#app/domain/topics/commands/take-part.server';
import { writeMessage } from '#app/domain/topics/commands/write-message.server';
import * as list from '#app/routes/c.$community.topics';
import * as all from '#app/routes/topics._index';
import * as page from '#app/routes/topics.$topic/route';
import * as messages from '#app/routes/topics.$topic_.messages';
import * as people from '#app/routes/topics.$topic_.people';
import * as fresh from '#app/routes/topics.new';
import { db } from '#db/client';
import { aCommunity, aMember, joins } from '../support/people';
import { cookieOf, visit } from '../support/visit';

const NAMES = ['keeper', 'member', 'other', 'outsider', 'steward'] as const;
type Name = (typeof NAMES)[number];

let community: { id: string; tag: string };
const who = {} as Record<Name, Self>;
const as = {} as Record<Name, string>;

beforeEach(async () => {
  for (const name of NAMES) {
    who[name] = await aMember(name);
    as[name] = await cookieOf(who[name]);
  }
  await db.updateTable('members').set({ steward: true }).where('id', '=', who.steward.id).execute();
  community = await aCommunity(who.keeper);
  for (const one of [who.member, who.other]) await joins(one, community);
});

const form = { title: 'Lundi poésie', purpose: '', admission: 'open', days: '' };

async function starts(cookie: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await visit(fresh.action, '/topics/new', {
    cookie,
    form: { ...form, community: community.tag, ...fields },
  });
  const id = /^\/topics\/([0-9a-f-]{36})/.exec(answer.location ?? '')?.[1];
  if (!id) throw new Error(`answered ${answer.status} ${JSON.stringify(answer.data)}`);
  return id;
}

const at = (topic: string, cookie?: string, more = '') => ({
  path: `/topics/${topic}${more}`,
  options: { cookie, params: { topic } },
});
const opens = (topic: string, cookie?: string, query = '') => {
  const { path, options } = at(topic, cookie, query);
  return visit(page.loader, path, options);
};
const sends = (topic: string, cookie: string | undefined, fields: Record<string, string>) => {
  const { path, options } = at(topic, cookie, '/messages');
  return visit(messages.action, path, { ...options, form: fields });
};
const does = (topic: string, cookie: string, fields: Record<string, string>) => {
  const { path, options } = at(topic, cookie);
  return visit(page.action, path, { ...options, form: fields });
};
const lists = async (cookie: string) => {
  const { data } = await visit(all.loader, '/topics', { cookie });
  const titles = (topics: { title: string }[]) => topics.map(({ title }) => title);
  return { invited: titles(data.invited), mine: titles(data.mine), open: titles(data.open) };
};

describe('a topic', () => {
  test('is started by a form, found by the community, joined at its door, and read from then on', async () => {
    const topic = await starts(as.keeper);
    expect((await does(topic, as.keeper, { text: 'Bonjour les oiseaux' })).status).toBe(303);
    expect(await lists(as.member)).toEqual({ invited: [], mine: [], open: ['Lundi poésie'] });
    const door = await opens(topic, as.member);
    expect(door.data).toMatchObject({ page: null, count: 1, topic: { title: 'Lundi poésie' } });
    expect(JSON.stringify(door.data)).not.toContain('oiseaux');
    expect((await does(topic, as.member, { intent: 'join' })).location).toBe(`/topics/${topic}`);
    const { data } = await opens(topic, as.member);
    expect(data.page.messages).toMatchObject([{ segments: [{ text: 'Bonjour les oiseaux' }] }]);
    expect(await lists(as.member)).toEqual({ invited: [], mine: ['Lundi poésie'], open: [] });
  });

  test('is not there for outsiders and stewards; strangers sign in first', async () => {
    const topic = await starts(as.keeper);
    for (const cookie of [as.outsider, as.steward]) {
      expect((await opens(topic, cookie)).status).toBe(404);
      expect((await sends(topic, cookie, { text: 'De dehors' })).status).toBe(404);
      const { path, options } = at(topic, cookie, '/messages?before=9');
      expect((await visit(messages.loader, path, options)).status).toBe(404);
      expect((await visit(people.loader, `/topics/${topic}/people`, options)).status).toBe(404);
    }
    expect((await opens(topic)).location).toContain('/login?next=');
    expect((await opens(randomUUID())).location).toContain('/login?next=');
    expect((await sends(topic, undefined, { text: 'Sans nom' })).status).toBe(401);
    const outside = await visit(list.loader, `/c/${community.tag}/topics`, {
      cookie: as.outsider,
      params: { community: community.tag },
    });
    expect(outside.data).toMatchObject({ isMember: false, topics: [] });
  });

  test('of nobody’s community asks in whom one shares one with', async () => {
    const topic = await starts(as.member, { community: 'among' });
    const asks = (handle: string) =>
      visit(people.action, `/topics/${topic}/people`, {
        cookie: as.member,
        params: { topic },
        form: { act: 'invite', handle },
      });
    expect(await asks(who.outsider.handle)).toMatchObject({
      status: 422,
      data: { problem: 'notAMember', typed: who.outsider.handle },
    });
    expect((await asks(who.other.handle)).location).toContain('said=invited');
    expect((await lists(as.other)).invited).toEqual(['Lundi poésie']);
    expect((await opens(topic, as.keeper)).status).toBe(404);
  });

  test('takes no title that is empty and no end that never comes, and gives back what was typed', async () => {
    const answer = await visit(fresh.action, '/topics/new', {
      cookie: as.member,
      form: { ...form, community: community.tag, title: ' ', days: '400', purpose: 'Un poème' },
    });
    expect(answer.status).toBe(400);
    expect(answer.data.error).toMatchObject({ title: ['required'], days: ['between?min=1&max=90'] });
    expect(answer.data.initialValue).toMatchObject({ purpose: 'Un poème' });
    const elsewhere = await visit(fresh.action, '/topics/new', {
      cookie: as.outsider,
      form: { ...form, community: community.tag },
    });
    expect(elsewhere).toMatchObject({ status: 422, data: { error: { '': ['notAMember'] } } });
  });

  test('in confidence is entered with the promise alone', async () => {
    const topic = await starts(as.keeper, { confidential: 'on' });
    expect(await does(topic, as.member, { intent: 'join' })).toMatchObject({
      status: 400,
      data: { problem: 'promiseFirst' },
    });
    await does(topic, as.member, { intent: 'join', promise: 'on' });
    expect((await opens(topic, as.member)).data.page.messages).toEqual([]);
  });
});

describe('a message', () => {
  let topic: string;
  beforeEach(async () => {
    topic = await starts(as.keeper);
    await joinTopic(db, who.member, topic);
  });

  test('sent twice with one key is one; the open page is given it as everybody sees it', async () => {
    const key = randomUUID();
    const sent = await sends(topic, as.member, { text: 'Un haïku', key });
    expect(JSON.parse(sent.data).said).toMatchObject({
      position: '1',
      author: { handle: who.member.handle },
    });
    const again = await sends(topic, as.member, { text: 'Un haïku', key });
    expect(JSON.parse(again.data).said.id).toBe(JSON.parse(sent.data).said.id);
    expect((await opens(topic, as.keeper)).data.page.messages).toHaveLength(1);
  });

  test('that is empty or too long is refused at its field, and given back', async () => {
    const long = 'é'.repeat(4_001);
    expect(await does(topic, as.member, { text: long })).toMatchObject({
      status: 400,
      data: { problem: 'tooLong?max=4000', text: long },
    });
    expect((await sends(topic, as.member, { text: ' ' })).status).toBe(400);
  });

  test('is corrected and taken back by its author alone', async () => {
    const sent = JSON.parse((await sends(topic, as.member, { text: 'Lundi' })).data).said.id;
    expect((await opens(topic, as.keeper, `?edit=${sent}`)).data.editing).toBeNull();
    expect((await opens(topic, as.member, `?edit=${sent}`)).data.editing).toEqual({
      id: sent,
      text: 'Lundi',
    });
    const edit = { intent: 'edit', message: sent, text: 'Mardi' };
    expect((await sends(topic, as.keeper, edit)).status).toBe(404);
    expect((await does(topic, as.member, edit)).location).toBe(`/topics/${topic}#m-${sent}`);
    expect((await sends(topic, as.keeper, { intent: 'remove', message: sent })).status).toBe(404);
    expect((await sends(topic, as.member, { intent: 'remove', message: sent })).status).toBe(200);
    expect((await opens(topic, as.keeper)).data.page.messages).toMatchObject([
      { removed: true, segments: [] },
    ]);
  });

  test('opens the page where its reader left, and what was read is counted no more', async () => {
    for (let n = 1; n <= 90; n++) await writeMessage(db, who.keeper, topic, { text: `n° ${n}` });
    await sends(topic, as.member, { intent: 'read', upTo: '20' });
    const { data } = await opens(topic, as.member);
    const positions = data.page.messages.map(({ position }: { position: string }) => Number(position));
    expect([positions[0], positions.at(-1)]).toEqual([13, 62]);
    expect(data).toMatchObject({
      topic: { unread: 70 },
      page: { older: '13', newer: '63', isLatest: false },
    });
    await sends(topic, as.member, { intent: 'read', upTo: '90' });
    const after = await opens(topic, as.member);
    expect(after.data).toMatchObject({ topic: { unread: 0 }, page: { newer: null, isLatest: true } });
  });

  test('by whom one blocked is not given, and such a reader follows by asking', async () => {
    await writeMessage(db, who.keeper, topic, { text: 'Parole de gardien' });
    expect((await opens(topic, as.member)).data.page.follows).toBe(true);
    await setBlock(db, who.member, who.keeper.handle, 'blocked');
    const { data } = await opens(topic, as.member);
    expect(data.page).toMatchObject({ follows: false, messages: [] });
    expect((await opens(topic, as.keeper)).data.page.follows).toBe(false);
    await inviteToTopic(db, who.keeper, topic, who.other.handle);
    await joinTopic(db, who.other, topic);
    expect((await opens(topic, as.other)).data.page.follows).toBe(true);
  });
});
