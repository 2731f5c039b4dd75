import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endSessions } from '#app/domain/members/commands/sessions.server';
import type { Self } from '#app/domain/members/rules';
import { sha256 } from '#app/domain/members/secrets.server';
import { hashtagStreamRoutes, registerHashtagStreams } from '#app/http/hashtag-streams.server';
import { startHub, stopHub } from '#app/live/hub.server';
import { announceMemberAccess } from '#app/notices/announce.server';
import { signOut } from '#app/session.server';
import { db, withTransaction } from '#db/client';
import { startHttp, type TestHttp } from '../support/http-server';
import { aCommunity, aMember, joins } from '../support/people';
import { cookieOf } from '../support/visit';
import { Reader } from './room';

/* Who loses a session, a membership or their standing loses the streams their pages have open. */

let http: TestHttp;
const readers: Reader[] = [];

beforeAll(async () => {
  registerHashtagStreams();
  await startHub((error) => {
    throw error;
  });
  http = await startHttp([], {}, { handlers: [hashtagStreamRoutes()] });
});

afterAll(async () => {
  for (const reader of readers) reader.cut();
  await stopHub();
  await http.close();
});

async function follow(tag: string, cookie?: string): Promise<Reader> {
  const reader = new Reader(`${http.url}/live/${tag}/stream`, { headers: cookie ? { Cookie: cookie } : {} });
  readers.push(reader);
  await reader.open();
  await reader.until(() => reader.retry !== undefined);
  return reader;
}

const isOver = (reader: Reader) => reader.until(() => reader.closed, 2_000);
const sessionId = (cookie: string) => sha256(cookie.split('=')[1] ?? '');
const accessChanged = (member: Self) => withTransaction(db, (trx) => announceMemberAccess(trx, member.id));

test('a session that ends takes its own streams along, and no other’s', async () => {
  const self = await aMember();
  const [phone, laptop] = [await cookieOf(self), await cookieOf(self)];
  const [onPhone, onLaptop, theirs, nobodys] = [
    await follow('place', phone),
    await follow('place', laptop),
    await follow('place', await cookieOf(await aMember())),
    await follow('place'),
  ];
  await endSessions(db, self.id, { named: sessionId(phone).slice(0, 16) });
  await isOver(onPhone);
  expect(onPhone.heard.map(({ event }) => event)).toEqual(['gone']);
  await signOut(new Request('http://localhost/', { headers: { Cookie: laptop } }));
  await isOver(onLaptop);
  expect([theirs.closed, nobodys.closed]).toEqual([false, false]);
});

describe('with the session still open', () => {
  test('who is suspended is asked who they are anew', async () => {
    const self = await aMember();
    const reader = await follow('place', await cookieOf(self));
    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', self.id).execute();
    await accessChanged(self);
    await isOver(reader);
  });

  test('who is taken out of a hidden community loses its page, and keeps the others', async () => {
    const [keeper, self] = [await aMember(), await aMember()];
    const community = await aCommunity(keeper);
    await db
      .updateTable('communities')
      .set({ visibility: 'hidden' })
      .where('id', '=', community.id)
      .execute();
    await joins(self, community);
    const cookie = await cookieOf(self);
    const [inside, outside] = [await follow(community.tag, cookie), await follow('place', cookie)];
    const keepers = await follow(community.tag, await cookieOf(keeper));
    await db.deleteFrom('memberships').where('member_id', '=', self.id).execute();
    await accessChanged(self);
    await isOver(inside);
    expect([outside.closed, keepers.closed]).toEqual([false, false]);
  });
});

test('a cookie whose session is over follows as the stranger it is', async () => {
  const self = await aMember();
  const cookie = await cookieOf(self);
  await endSessions(db, self.id, 'all');
  expect((await follow('place', cookie)).status).toBe(200);
});
