import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { origin } from '#app/config.server';
import { inviteToCommunity } from '#app/domain/communities/commands/invite.server';
import { forgetSettings } from '#app/domain/instance/current.server';
import { getSettings } from '#app/domain/instance/queries.server';
import { requestTestLetter } from '#app/domain/letters/commands.server';
import { purgeSilentGuests } from '#app/domain/members/commands/purge.server';
import type { Self } from '#app/domain/members/rules';
import { nextRun } from '#app/jobs/next-run';
import { composeLetters } from '#app/notices/compose.server';
import { expandNotice } from '#app/notices/expansion.server';
import { claimLetters, pausedFor, resumeMail } from '#app/notices/outbox.server';
import { recipientsOf } from '#app/notices/readers.server';
import { loader as root } from '#app/root';
import * as communities from '#app/routes/communities.new';
import * as overview from '#app/routes/steward._index';
import * as addresses from '#app/routes/steward.addresses';
import * as jobsPage from '#app/routes/steward.jobs';
import * as logPage from '#app/routes/steward.log';
import * as mail from '#app/routes/steward.mail';
import * as team from '#app/routes/steward.members';
import * as settings from '#app/routes/steward.settings';
import * as storage from '#app/routes/steward.storage';
import { db } from '#db/client';
import { aCommunity, aGuest, aMember, anEvent } from '../support/people';
import { cookieOf, visit } from '../support/visit';

let steward: Self;
let cookies: { steward: string; member: string };

beforeAll(async () => {
  const member = await aMember();
  steward = { ...(await aMember('Zoé Perchet')), steward: true };
  await db.updateTable('members').set({ steward: true }).where('id', '=', steward.id).execute();
  cookies = { steward: await cookieOf(steward), member: await cookieOf(member) };
});

const PAGES = { overview, addresses, jobsPage, logPage, mail, team, settings, storage };
const WRITING = { addresses, jobsPage, mail, team, settings };

test.each(Object.entries(PAGES))('%s is there for stewards alone', async (_name, { loader }) => {
  for (const cookie of [undefined, cookies.member]) {
    expect(await visit(loader, '/steward/x', { cookie })).toMatchObject({ status: 404, data: '' });
  }
  expect((await visit(loader, '/steward/x', { cookie: cookies.steward })).status).toBe(200);
});

test.each(Object.entries(WRITING))('%s takes nothing from others', async (_name, { action }) => {
  for (const cookie of [undefined, cookies.member]) {
    expect((await visit(action, '/steward/x', { cookie, form: { act: 'test' } })).status).toBe(404);
  }
});

const acts = async () => {
  const { data } = await visit(logPage.loader, '/steward/log', { cookie: cookies.steward });
  return data.acts.map(({ said }: { said: string }) => said) as string[];
};

const FORM: Record<string, string> = {
  name: 'Perchoir',
  communityCreators: 'members',
  minimumAge: '15',
  inactiveMonths: '24',
  invitationDays: '30',
  logMonths: '12',
};
const save = (changes: Record<string, string>, languages = ['fr', 'en'], cookie = cookies.steward) =>
  visit(settings.action, '/steward/settings', {
    cookie,
    form: [
      ...Object.entries({ ...FORM, ...changes }),
      ...languages.map((one) => ['languages', one] as [string, string]),
    ],
  });
const page = (headers: Record<string, string> = {}) => visit(root, '/', { headers });

describe('settings', () => {
  beforeEach(async () => {
    await save({});
  });

  test('a second factor is asked of others by a steward who has one', async () => {
    const refused = await save({ organizersNeedSecondFactor: 'on' });
    expect(refused.status).toBe(400);
    expect(refused.data.error).toEqual({ organizersNeedSecondFactor: ['ownFactorFirst'] });
    expect((await getSettings(db)).organizersNeedSecondFactor).toBe(false);
    await db
      .insertInto('passkeys')
      .values({ id: `key-${steward.id}`, member_id: steward.id, public_key: Buffer.from('key') })
      .execute();
    expect((await save({ organizersNeedSecondFactor: 'on' })).status).toBe(303);
    expect((await getSettings(db)).organizersNeedSecondFactor).toBe(true);
    expect((await save({})).status).toBe(303);
    await db.deleteFrom('passkeys').where('member_id', '=', steward.id).execute();
  });

  test('are refused where they make no sense, with what to write instead', async () => {
    const { status, data } = await save({ minimumAge: '12', name: '', logMonths: 'x' }, []);
    expect(status).toBe(400);
    expect(data.error).toEqual({
      name: ['required'],
      languages: [expect.any(String)],
      minimumAge: ['between?min=13&max=18'],
      logMonths: ['number'],
    });
    expect((await getSettings(db)).minimumAge).toBe(15);
  });

  test('are said on every page from then on, and asked of the database now and then, not by each page', async () => {
    await save({ name: 'La Volière', minimumAge: '16' });
    expect((await page()).data.instance).toMatchObject({ name: 'La Volière', minimumAge: 16 });
    // Somebody else's process writes: this one goes by what it read, for a moment.
    await db.updateTable('instance').set({ name: 'Autre' }).execute();
    expect((await page()).data.instance.name).toBe('La Volière');
    forgetSettings();
    expect((await page()).data.instance.name).toBe('Autre');
  });

  test('a language that is not offered is not spoken: not on pages, not in letters', async () => {
    const english = { 'Accept-Language': 'en' };
    expect((await page(english)).data.language).toBe('en');
    await save({}, ['fr']);
    expect((await page(english)).data.language).toBe('fr');
    const reader = { ...(await aMember('Ada', { language: 'en' })), steward: true };
    await requestTestLetter(db, reader);
    expect((await letterTo(reader.email))?.language).toBe('fr');
  });

  test('the name is whom letters come from', async () => {
    await save({ name: 'La Volière' });
    await requestTestLetter(db, steward);
    const letter = await letterTo(steward.email);
    expect(letter?.house).toBe('La Volière');
    expect(letter?.text).toContain('La Volière');
  });

  test('say who opens communities', async () => {
    await save({ communityCreators: 'stewards' });
    const open = (hashtag: string, cookie: string) =>
      visit(communities.action, '/communities/new', { cookie, form: { hashtag, description: '', city: '' } });
    expect(await open('volieretest', cookies.member)).toMatchObject({
      status: 422,
      data: { error: { '': ['stewardsCreate'] } },
    });
    expect((await open('volieretest', cookies.steward)).status).toBe(303);
  });

  test('say how long an unanswered invitation is kept', async () => {
    const host = await aMember();
    const event = await anEvent(host, await aCommunity(host));
    const guest = await aGuest();
    await db
      .insertInto('invitations')
      .values({ event_id: event.id, contact_id: guest.id, invited_by: host.id, message: '', language: 'fr' })
      .execute();
    await db
      .updateTable('events')
      .set({
        starts_at: sql`now() - interval '11 days'`,
        ends_at: sql`now() - interval '10 days'`,
        rsvp_deadline: null,
      })
      .where('id', '=', event.id)
      .execute();
    const kept = () => db.selectFrom('contacts').select('id').where('id', '=', guest.id).executeTakeFirst();
    await purgeSilentGuests(db);
    expect(await kept()).toBeDefined();
    await save({ invitationDays: '7' });
    await purgeSilentGuests(db);
    expect(await kept()).toBeUndefined();
  });

  test('and one to a community as long; its address goes unless something else speaks of it', async () => {
    const keeper = await aMember();
    const [community, other] = [await aCommunity(keeper), await aCommunity(keeper)];
    const emails = ['silent', 'twice', 'came'].map((name) => `${name}-${community.tag}@example.org`);
    const invite = (to: string[], into = community) =>
      inviteToCommunity(db, keeper, into.id, {
        people: to.map((email) => ({ email })),
        message: '',
        language: 'fr',
      });
    await invite(emails);
    await db
      .updateTable('community_invitations')
      .set({ created_at: sql`now() - interval '10 days'` })
      .where('community_id', '=', community.id)
      .execute();
    await db
      .updateTable('community_invitations as i')
      .from('contacts as c')
      .set({ accepted_at: new Date() })
      .whereRef('c.id', '=', 'i.contact_id')
      .where('c.email', '=', emails[2]!)
      .execute();
    await invite([emails[1]!], other);
    const kept = async () => {
      const rows = await db.selectFrom('contacts').select('email').where('email', 'in', emails).execute();
      return rows.map(({ email }) => email).sort();
    };
    await purgeSilentGuests(db);
    expect(await kept()).toEqual([...emails].sort());
    await save({ invitationDays: '7' });
    await purgeSilentGuests(db);
    expect(await kept()).toEqual([emails[1], emails[2]].sort());
    const left = await db
      .selectFrom('community_invitations')
      .select('accepted_at')
      .where('community_id', '=', community.id)
      .execute();
    expect(left).toEqual([{ accepted_at: expect.any(Date) }]);
  });

  test('leave a trace of who changed which', async () => {
    await save({ minimumAge: '17' });
    const [act] = await db
      .selectFrom('acts')
      .selectAll()
      .where('kind', '=', 'settings-changed')
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
    expect(act).toMatchObject({
      actor_id: steward.id,
      community_id: null,
      details: { changed: ['minimumAge'] },
    });
  });
});

/** The letter waiting for an address, as it would leave now. */
async function letterTo(email: string) {
  const notices = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of notices) await expandNotice(db, id, recipientsOf, origin());
  const letters = await db
    .selectFrom('letters')
    .selectAll()
    .where('email', '=', email)
    .orderBy('created_at', 'desc')
    .limit(1)
    .execute();
  const [written] = [...(await composeLetters(db, letters)).values()];
  return written && 'mail' in written ? written.mail : undefined;
}

describe('an address put to rest', () => {
  const rest = (email: string) =>
    visit(addresses.action, '/steward/addresses', { cookie: cookies.steward, form: { email } });

  test('is answered alike whether it was known, gets nothing more, and stands in no log', async () => {
    const guest = await aGuest();
    const known = await rest(guest.email);
    const unknown = await rest('nobody.yet@example.org');
    for (const answer of [known, unknown])
      expect(answer).toMatchObject({
        status: 303,
        location: expect.stringMatching(/^\/steward\/addresses\?done=\w+$/),
      });
    const { suppressed_at, suppressed_reason } = await db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', guest.id)
      .executeTakeFirstOrThrow();
    expect(suppressed_at).not.toBeNull();
    expect(suppressed_reason).toBe('at their request');
    const log = JSON.stringify([await acts(), await db.selectFrom('acts').selectAll().execute()]);
    expect(log).toContain('address-suppressed');
    expect(log).not.toMatch(/example\.org/);
  });

  test('is shown masked, in the server’s words as well', async () => {
    const guest = await aGuest();
    await db
      .updateTable('contacts')
      .set({ suppressed_at: new Date(), suppressed_reason: `550 5.1.1 <${guest.email}>: no such user` })
      .where('id', '=', guest.id)
      .execute();
    const { data } = await visit(addresses.loader, '/steward/addresses', { cookie: cookies.steward });
    expect(JSON.stringify(data)).not.toContain(guest.email);
    expect(data.addresses[0]).toMatchObject({
      email: 'g…@example.org',
      by: 'returned',
      reason: '550 5.1.1 <g…@example.org>: no such user',
    });
  });
});

describe('the mail', () => {
  test('paused by a steward leaves nothing, and no probe of the server lets it go on', async () => {
    await requestTestLetter(db, steward);
    await letterTo(steward.email);
    const press = (act: string) =>
      visit(mail.action, '/steward/mail', { cookie: cookies.steward, form: { act } });
    expect((await press('pause')).location).toBe('/steward/mail?done=halted');
    expect(await claimLetters(db, 10, 60)).toEqual([]);
    await resumeMail(db);
    expect(await pausedFor(db)).toBeDefined();
    const { data } = await visit(overview.loader, '/steward', { cookie: cookies.steward });
    expect(data.mail).toBe('paused');
    await press('resume');
    expect(await pausedFor(db)).toBeUndefined();
    expect((await claimLetters(db, 10, 60)).length).toBeGreaterThan(0);
    expect((await acts()).slice(0, 2).join()).toMatch(/courrier.*courrier/);
  });
});

describe('the team', () => {
  const press = (form: Record<string, string>, cookie = cookies.steward) =>
    visit(team.action, '/steward/members', { cookie, form });

  test('is never left empty; who is named may lay it down, and nobody takes another’s', async () => {
    expect(await press({ act: 'lay-down' })).toMatchObject({ status: 422, data: { refused: 'lastSteward' } });
    const second = await aMember();
    expect((await press({ act: 'name', handle: 'personne_ici' })).status).toBe(422);
    expect((await press({ act: 'name', handle: `@${second.handle}` })).status).toBe(303);
    const cookie = await cookieOf(second);
    expect((await visit(overview.loader, '/steward', { cookie })).status).toBe(200);
    expect((await press({ act: 'lay-down' }, cookie)).location).toBe('/settings');
    expect((await visit(overview.loader, '/steward', { cookie })).status).toBe(404);
    expect((await acts())[1]).toContain(`@${second.handle}`);
  });
});

describe('jobs', () => {
  const failing = async () => {
    const { rows } = await sql<{ id: string }>`
      select id::text from graphile_worker.add_job('purge-letters', json_build_object('n', ${Math.random()}::float8))
    `.execute(db);
    const id = rows[0]?.id ?? '';
    await sql`update graphile_worker._private_jobs set attempts = 3, last_error = 'the disk is full', run_at = now() + interval '1 hour' where id = ${id}::bigint`.execute(
      db,
    );
    return id;
  };
  const load = async () => (await visit(jobsPage.loader, '/steward/jobs', { cookie: cookies.steward })).data;
  const press = (form: Record<string, string>) =>
    visit(jobsPage.action, '/steward/jobs', { cookie: cookies.steward, form });

  test('that failed are shown with why, run again, or dropped', async () => {
    const [first, second] = [await failing(), await failing()];
    const { failed, clock } = await load();
    expect(failed.map(({ id }: { id: string }) => id).sort()).toEqual([first, second].sort());
    expect(failed[0]).toMatchObject({ name: 'purge-letters', attempts: 3, error: 'the disk is full' });
    expect(clock.length).toBeGreaterThan(5);
    expect((await visit(overview.loader, '/steward', { cookie: cookies.steward })).data.jobs).toBe(2);
    await press({ act: 'again', job: first });
    await press({ act: 'drop', job: second });
    expect((await load()).failed).toEqual([]);
    const { rows } = await sql<{
      id: string;
    }>`select id::text from graphile_worker.jobs where task_identifier = 'purge-letters'`.execute(db);
    expect(rows).toEqual([{ id: first }]);
    expect((await press({ act: 'again', job: 'x' })).status).toBe(400);
  });

  test.each([
    ['* * * * *', '2026-12-01T10:01:00.000Z'],
    ['*/5 * * * *', '2026-12-01T10:05:00.000Z'],
    ['17 * * * *', '2026-12-01T10:17:00.000Z'],
    ['23 3 * * *', '2026-12-02T03:23:00.000Z'],
    ['0 6 * * 1', '2026-12-07T06:00:00.000Z'],
  ])('%s comes next at %s', (cron, expected) => {
    expect(nextRun(cron, new Date('2026-12-01T10:00:30Z'))?.toISOString()).toBe(expected);
  });
});

test('storage tells what the database and the files take', async () => {
  const { data } = await visit(storage.loader, '/steward/storage', { cookie: cookies.steward });
  expect(data.database.total).toBeGreaterThan(1_000_000);
  const groups = Object.fromEntries(
    data.database.groups.map(({ group, bytes }: { group: string; bytes: number }) => [group, bytes]),
  );
  expect(groups.people).toBeGreaterThan(0);
  expect(groups.other).toBeLessThan(data.database.total);
});
