import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forgetConfig, stewardsAddress } from '#app/config.server';
import { offerFirstSteward } from '#app/domain/members/commands/offer-first-steward.server';
import { hashPassword } from '#app/domain/members/passwords.server';
import { findCredentials } from '#app/domain/members/queries.server';
import type { Self } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { forgetAttempts, limit } from '#app/http/limits.server';
import { languageCookie } from '#app/locales/i18n.server';
import * as splat from '#app/routes/$';
import * as at from '#app/routes/$at';
import * as join from '#app/routes/join';
import * as confirm from '#app/routes/join_.confirm.$token';
import * as firstSteward from '#app/routes/join_.steward.$token';
import * as login from '#app/routes/login';
import * as logout from '#app/routes/logout';
import * as reset from '#app/routes/reset';
import * as newPassword from '#app/routes/reset_.$token';
import * as settings from '#app/routes/settings';
import * as sessions from '#app/routes/settings_.sessions';
import * as steward from '#app/routes/steward._index';
import { db } from '#db/client';
import { aMember, noticesOf } from '../support/people';
import { cookieOf, visit } from '../support/visit';

const PASSWORD = 'un bec et deux ailes';

const form = (more: Record<string, string> = {}) => ({
  email: 'lila@example.org',
  handle: 'lila',
  name: 'Lila',
  password: PASSWORD,
  timezone: 'Europe/Paris',
  ofAge: 'on',
  ...more,
});

async function letterTo(email: string): Promise<string> {
  const signup = await db
    .selectFrom('signups')
    .select('id')
    .where('email', '=', email)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return mintSecret(db, { purpose: 'confirm-signup', email, object: signup.id });
}

const isSignedIn = async (cookie: string | undefined) =>
  (await visit(settings.loader, '/settings', { cookie })).status === 200;

const sessionCount = async () =>
  Number(
    (
      await db
        .selectFrom('sessions')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

// First: it needs an instance without members.
describe('the first steward', () => {
  test('is made with the printed link, once, and only while nobody is here', async () => {
    const links = [await offerFirstSteward(db), await offerFirstSteward(db)];
    const tokens = links.map((link) => link?.split('/').at(-1) ?? '');
    expect((await visit(firstSteward.loader, links[0]!, { params: { token: tokens[0]! } })).status).toBe(200);
    const wrong = await visit(firstSteward.action, links[0]!, {
      params: { token: tokens[0]! },
      form: form({ email: 'garde@example.org', handle: 'garde', password: 'court' }),
    });
    expect(wrong).toMatchObject({ status: 400, data: { error: { password: ['passwordShort?min=10'] } } });
    expect(JSON.stringify(wrong.data)).not.toContain('court"');
    const tries = await Promise.all(
      [...Array(10).keys()].map((index) =>
        visit(firstSteward.action, links[0]!, {
          params: { token: tokens[index % 2]! },
          form: form({ email: `garde${index}@example.org`, handle: `garde${index}` }),
        }),
      ),
    );
    const made = tries.filter(({ status }) => status === 303);
    expect(made).toHaveLength(1);
    expect(made[0]?.location).toBe('/steward');
    expect((await visit(steward.loader, '/steward', { cookie: made[0]?.cookie })).status).toBe(200);
    expect((await visit(firstSteward.loader, links[1]!, { params: { token: tokens[1]! } })).status).toBe(410);
    expect(await offerFirstSteward(db)).toBeUndefined();
  });
});

describe('signing up', () => {
  test('ends on the same page for a known and an unknown address, and signs nobody in', async () => {
    const known = await aMember('Ngozi');
    const answers = [
      await visit(join.action, '/join', { form: form({ handle: 'lila1' }) }),
      await visit(join.action, '/join', { form: form({ email: known.email, handle: 'lila2' }) }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 303, location: '/join/sent', data: '', cookie: undefined });
    }
  });

  test('says at each field what is wrong, keeps what was typed, and never gives a password back', async () => {
    const typed = form({ email: 'lila@', handle: 'l', name: '', password: 'un secret' });
    const { ofAge, ...young } = typed;
    const { status, data } = await visit(join.action, '/join', { form: young });
    expect(status).toBe(400);
    expect(data.error).toEqual({
      email: ['email'],
      handle: ['handle'],
      name: ['required'],
      password: ['passwordShort?min=10'],
      ofAge: ['ofAge'],
    });
    expect(data.initialValue).toMatchObject({ email: 'lila@', handle: 'l' });
    expect(JSON.stringify(data)).not.toContain('un secret');
  });

  test('a taken handle is said at its field', async () => {
    const { handle } = await aMember('Prise');
    const answer = await visit(join.action, '/join', {
      form: form({ email: 'autre@example.org', handle: handle.toUpperCase() }),
    });
    expect(answer).toMatchObject({ status: 422, data: { error: { handle: ['handleTaken'] } } });
  });

  test('is limited by address', async () => {
    const tries = [];
    for (const handle of ['aaa', 'bbb', 'ccc', 'ddd', 'eee']) {
      tries.push(await visit(join.action, '/join', { form: form({ email: 'trop@example.org', handle }) }));
    }
    expect(tries.map(({ status }) => status)).toEqual([303, 303, 303, 303, 429]);
    expect(tries.at(-1)?.data.error['']).toEqual([expect.stringMatching(/^tooMany\?minutes=\d+$/)]);
  });

  test('a member has no use for it', async () => {
    const cookie = await cookieOf(await aMember());
    expect(await visit(join.loader, '/join', { cookie })).toMatchObject({ status: 302, location: '/' });
  });
});

describe('the link of a sign-up', () => {
  const opening = (token: string) => `/join/confirm/${token}`;

  test('changes nothing when opened, and signs in when confirmed', async () => {
    await visit(join.action, '/join', { form: form({ email: 'wafa@example.org', handle: 'wafa' }) });
    const token = await letterTo('wafa@example.org');
    for (let scans = 0; scans < 3; scans += 1) {
      const page = await visit(confirm.loader, opening(token), { params: { token } });
      expect(page).toMatchObject({ status: 200, data: { handle: 'wafa' } });
    }
    expect(await findCredentials(db, 'wafa@example.org')).toBeUndefined();
    const done = await visit(confirm.action, opening(token), { params: { token }, form: {} });
    expect(done).toMatchObject({ status: 303, location: '/' });
    expect(await isSignedIn(done.cookie)).toBe(true);
    expect((await visit(confirm.loader, opening(token), { params: { token } })).status).toBe(410);
  });

  test('asks for another handle where the first was taken meanwhile', async () => {
    await visit(join.action, '/join', { form: form({ email: 'jean@example.org', handle: 'jean' }) });
    await visit(join.action, '/join', { form: form({ email: 'jeanne@example.org', handle: 'Jean' }) });
    const token = await letterTo('jean@example.org');
    const faster = await letterTo('jeanne@example.org');
    await visit(confirm.action, opening(faster), { params: { token: faster }, form: {} });
    const taken = await visit(confirm.action, opening(token), { params: { token }, form: {} });
    expect(taken).toMatchObject({ status: 422, data: { error: { handle: ['handleTaken'] } } });
    const bad = await visit(confirm.action, opening(token), { params: { token }, form: { handle: 'é' } });
    expect(bad).toMatchObject({ status: 400, data: { error: { handle: ['handle'] } } });
    const other = await visit(confirm.action, opening(token), {
      params: { token },
      form: { handle: 'jean_b' },
    });
    expect(other).toMatchObject({ status: 303, location: '/' });
  });

  test('used twenty times at once makes one member and one session', async () => {
    await visit(join.action, '/join', { form: form({ email: 'malo@example.org', handle: 'malo' }) });
    const token = await letterTo('malo@example.org');
    const before = await sessionCount();
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        visit(confirm.action, opening(token), { params: { token }, form: {} }),
      ),
    );
    expect(tries.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(tries.filter(({ status }) => status === 410)).toHaveLength(19);
    expect(await sessionCount()).toBe(before + 1);
  });
});

describe('signing in', () => {
  let self: Self;
  const enter = (more: Record<string, string> = {}, options = {}) =>
    visit(login.action, '/login', { form: { email: self.email, password: PASSWORD, ...more }, ...options });

  beforeAll(async () => {
    self = await aMember('Yuki');
    await db
      .updateTable('members')
      .set({ password_hash: await hashPassword(PASSWORD) })
      .where('id', '=', self.id)
      .execute();
  });

  test('answers the same for a wrong password, an unknown address and a suspended member’s wrong one', async () => {
    const suspended = await aMember('Ancien');
    await db
      .updateTable('members')
      .set({ password_hash: await hashPassword(PASSWORD), suspended_at: new Date() })
      .where('id', '=', suspended.id)
      .execute();
    const answers = [
      await enter({ password: 'pas celui-là' }),
      await enter({ email: 'personne@example.org' }),
      await enter({ email: suspended.email, password: 'pas celui-là' }),
    ];
    for (const { status, data, cookie } of answers) {
      expect(status).toBe(400);
      expect(data.error).toEqual({ '': ['signIn'] });
      expect(cookie).toBeUndefined();
      expect(JSON.stringify(data)).not.toMatch(/pas celui-là|un bec/);
    }
    // The right one proves who they are: they are told what is, and whom to write to, and not let in.
    const before = await sessionCount();
    const right = await enter({ email: suspended.email });
    const address = new URLSearchParams({ address: stewardsAddress() });
    expect(right).toMatchObject({ status: 403, data: { error: { '': [`suspended?${address}`] } } });
    expect(right.cookie).toBeUndefined();
    expect(await sessionCount()).toBe(before);
  });

  test('follows the language its member chose, unless this browser has one of its own', async () => {
    const { contactId } = self;
    await db.updateTable('contacts').set({ language: 'en' }).where('id', '=', contactId).execute();
    const language = async (cookie?: string) => {
      const { headers } = await enter({}, { cookie });
      return headers.getSetCookie().some((one) => one.startsWith('language='));
    };
    expect(await language()).toBe(true);
    expect(await language((await languageCookie.serialize('fr')).split(';')[0])).toBe(false);
    const { cookie } = await enter();
    const { data } = await visit(settings.loader, '/settings', { cookie });
    expect(data.settings.language).toBe('en');
    await db.updateTable('contacts').set({ language: 'fr' }).where('id', '=', contactId).execute();
  });

  test('takes no session a visitor came with, and gives a new one each time', async () => {
    const planted = 'session=planted-by-somebody-else-entirely';
    expect(await isSignedIn(planted)).toBe(false);
    const first = await enter({}, { cookie: planted });
    expect(first.status).toBe(303);
    expect(first.cookie).not.toBe(planted);
    expect(await isSignedIn(planted)).toBe(false);
    const second = await enter({}, { cookie: first.cookie });
    expect(second.cookie).not.toBe(first.cookie);
    expect(await isSignedIn(first.cookie)).toBe(false);
    expect(await isSignedIn(second.cookie)).toBe(true);
  });

  test('keeps only a hash of the session in the database', async () => {
    const { cookie } = await enter();
    const token = cookie?.split('=')[1] ?? '';
    const { rows } = { rows: await db.selectFrom('sessions').selectAll().execute() };
    expect(token.length).toBeGreaterThanOrEqual(22);
    expect(JSON.stringify(rows)).not.toContain(token);
    const stolen = rows.find(({ user_id }) => user_id === self.id)?.id;
    expect(await isSignedIn(`session=${stolen}`)).toBe(false);
  });

  test('leads back to a place of ours, and nowhere else', async () => {
    expect((await enter({ next: '/events/new?from=home' })).location).toBe('/events/new?from=home');
    const elsewhere = [
      'https://evil.example',
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\tevil.example/..//x',
      '/\n/evil.example',
      'javascript:alert(1)',
      'data:text/html,x',
      ' //evil.example',
      'evil.example',
      '@evil.example',
      '',
    ];
    const cookie = await cookieOf(self);
    for (const next of elsewhere) {
      expect((await enter({ next })).location, JSON.stringify(next)).toBe('/');
      const path = `/login?${new URLSearchParams({ next })}`;
      expect((await visit(login.loader, path, { cookie })).location, JSON.stringify(next)).toBe('/');
    }
  });

  test('is limited by address, known or not, and forgets the attempts of who gets in', async () => {
    const ip = '198.51.100.7';
    const statuses = async (email: string) => {
      const seen = [];
      for (let tries = 0; tries < 9; tries += 1)
        seen.push((await enter({ email, password: 'non' }, { ip })).status);
      return seen;
    };
    const unknown = await statuses('inconnue@example.org');
    expect(unknown.at(-1)).toBe(429);
    const other = await aMember('Autre');
    expect(await statuses(other.email)).toEqual(unknown);
    for (let tries = 0; tries < 6; tries += 1) await enter({ password: 'non' }, { ip });
    expect((await enter({}, { ip })).status).toBe(303);
    expect((await enter({ password: 'non' }, { ip })).status).toBe(400);
  });

  test('is not taken from a member by who tries their address elsewhere', async () => {
    const [stranger, own] = ['2001:db8:1:1::1', '2001:db8:2:2::2'];
    for (let tries = 0; tries < 30; tries += 1) await enter({ password: 'non' }, { ip: stranger });
    expect((await enter({}, { ip: '2001:db8:1:1::99' })).status).toBe(429);
    expect((await enter({}, { ip: own })).status).toBe(303);
  });

  test('is slowed down for everybody when many networks try one address, but for the link of a letter', async () => {
    await limit('signInAnywhere', self.email, 100);
    expect((await enter()).status).toBe(429);
    const token = await mintSecret(db, { purpose: 'reset-password', email: self.email, object: self.id });
    const form = { password: PASSWORD };
    const reset = await visit(newPassword.action, `/reset/${token}`, { params: { token }, form });
    expect(reset.status).toBe(303);
    expect(await isSignedIn(reset.cookie)).toBe(true);
    await forgetAttempts('signInAnywhere', self.email);
  });

  test.each(['%00', '\u0001', '%', 'a=b', '"', '__proto__', 'é', 'x'.repeat(5_000), ''])(
    'is nobody’s with a cookie of %j',
    async (token) => {
      expect(await isSignedIn(`session=${token}`)).toBe(false);
      expect(await isSignedIn(`session=${token}; language=${token}`)).toBe(false);
    },
  );

  test('is asked of a stranger, who comes back', async () => {
    expect(await visit(settings.loader, '/settings?x=1')).toMatchObject({
      status: 302,
      location: '/login?next=%2Fsettings%3Fx%3D1',
    });
  });

  test('signing out takes a POST and ends the session for good', async () => {
    const { cookie } = await enter();
    expect((await visit(logout.loader, '/logout', { cookie })).cookie).toBeUndefined();
    expect(await isSignedIn(cookie)).toBe(true);
    const out = await visit(logout.action, '/logout', { cookie, form: {} });
    expect(out).toMatchObject({ status: 303, location: '/', cookie: 'session=' });
    expect(await isSignedIn(cookie)).toBe(false);
  });

  describe('on an instance with an https address', () => {
    beforeEach(() => {
      process.env.APP_URL = 'https://perchoir.example.org';
      forgetConfig();
    });
    afterEach(() => {
      delete process.env.APP_URL;
      forgetConfig();
    });

    test('the cookie stays on https and on this host, out of scripts’ reach', async () => {
      const set = (await enter()).headers.get('Set-Cookie') ?? '';
      expect(set).toMatch(/^__Host-session=[\w-]{22,};/);
      for (const flag of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(set).toContain(flag);
      expect(set).not.toMatch(/Domain=/i);
    });
  });
});

describe('a forgotten password', () => {
  const asking = (email: string) => visit(reset.action, '/reset', { form: { email } });
  const setting = (token: string, password: string) =>
    visit(newPassword.action, `/reset/${token}`, { params: { token }, form: { password } });
  const linkFor = (self: Self) =>
    mintSecret(db, { purpose: 'reset-password', email: self.email, object: self.id });

  test('is answered the same whether the address is known or not', async () => {
    const self = await aMember();
    for (const email of [self.email, 'inconnu@example.org']) {
      expect(await asking(email)).toMatchObject({ status: 303, location: '/reset/sent', data: '' });
    }
    expect(await asking('pas une adresse')).toMatchObject({
      status: 400,
      data: { error: { email: ['email'] } },
    });
  });

  test('is limited by address, known or not', async () => {
    const self = await aMember();
    for (const email of [self.email, 'insistant@example.org']) {
      const statuses = [];
      for (let tries = 0; tries < 5; tries += 1) statuses.push((await asking(email)).status);
      expect(statuses).toEqual([303, 303, 303, 303, 429]);
    }
  });

  test('is set once, ends every session and every other letter, and signs in', async () => {
    const self = await aMember();
    const [phone, laptop] = [await cookieOf(self), await cookieOf(self)];
    const [token, other] = [await linkFor(self), await linkFor(self)];
    expect((await visit(newPassword.loader, `/reset/${token}`, { params: { token } })).status).toBe(200);
    expect(await setting(token, 'court')).toMatchObject({ status: 400 });
    expect(await isSignedIn(phone)).toBe(true);
    const done = await setting(token, 'la nouvelle phrase');
    expect(done).toMatchObject({ status: 303, location: '/' });
    expect(await isSignedIn(done.cookie)).toBe(true);
    expect([await isSignedIn(phone), await isSignedIn(laptop)]).toEqual([false, false]);
    expect((await setting(other, 'encore une autre')).status).toBe(410);
    expect((await visit(newPassword.loader, `/reset/${token}`, { params: { token } })).status).toBe(410);
    expect(await noticesOf('password-changed')).toContainEqual({ member: self.id });
  });

  test('used twenty times at once is set once', async () => {
    const self = await aMember();
    const token = await linkFor(self);
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, index) => setting(token, `la phrase numéro ${index}`)),
    );
    expect(tries.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(tries.filter(({ status }) => status === 410)).toHaveLength(19);
  });
});

describe('settings', () => {
  const fields = { timezone: 'America/Montreal', language: 'en' };

  test('change in which language and by which clock one reads, and say so', async () => {
    const cookie = await cookieOf(await aMember('Zoe'));
    const saved = await visit(settings.action, '/settings', { cookie, form: fields });
    expect(saved).toMatchObject({ status: 303, location: expect.stringMatching(/^\/settings\?saved=/) });
    expect(saved.headers.get('Set-Cookie')).toMatch(/^language=/);
    const { data } = await visit(settings.loader, '/settings?saved=1', { cookie });
    expect(data).toMatchObject({ settings: fields, saved: '1' });
  });

  test('change nothing when something is wrong', async () => {
    const cookie = await cookieOf(await aMember());
    const form = { timezone: 'Nulle/Part', language: 'xx' };
    const wrong = await visit(settings.action, '/settings', { cookie, form });
    expect(wrong.status).toBe(400);
    expect(wrong.data.error).toEqual({ timezone: ['timeZone'], language: ['choice'] });
    const { data } = await visit(settings.loader, '/settings', { cookie });
    expect(data.settings).toEqual({ timezone: 'Europe/Paris', language: 'fr' });
  });

  test('are for members', async () => {
    for (const handler of [settings.loader, settings.action, sessions.loader, sessions.action]) {
      const answer = await visit(handler, '/settings', handler.name === 'action' ? { form: fields } : {});
      expect(answer.location).toBe('/login?next=%2Fsettings');
    }
  });
});

describe('sessions', () => {
  test('are told in words, and end one by one or all but one’s own', async () => {
    const self = await aMember();
    const other = await aMember();
    const theirs = await cookieOf(other);
    const phone = await cookieOf(
      self,
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604',
    );
    const tablet = await cookieOf(self, 'Mozilla/5.0 (Android 15; Tablet) Gecko/130.0 Firefox/130.0');
    const here = await cookieOf(self, 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0');
    const listed = async () =>
      (await visit(sessions.loader, '/settings/sessions', { cookie: here })).data.sessions;
    const end = (key: string) =>
      visit(sessions.action, '/settings/sessions', { cookie: here, form: { end: key } });
    const all = await listed();
    expect(all.map(({ device }: { device: object }) => device)).toEqual(
      expect.arrayContaining([
        { browser: 'Safari', system: 'iPhone', kind: 'phone' },
        { browser: 'Firefox', system: 'Android', kind: 'tablet' },
        { browser: 'Edge', system: 'Windows', kind: 'computer' },
      ]),
    );
    expect(all.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    const tabletKey = all.find(
      ({ device }: { device: { system: string } }) => device.system === 'Android',
    ).key;
    await end(tabletKey);
    expect([await isSignedIn(tablet), await isSignedIn(phone), await isSignedIn(here)]).toEqual([
      false,
      true,
      true,
    ]);
    const [{ key }] = (await visit(sessions.loader, '/settings/sessions', { cookie: theirs })).data.sessions;
    await end(key);
    expect(await isSignedIn(theirs)).toBe(true);
    await end('others');
    expect([await isSignedIn(phone), await isSignedIn(here)]).toEqual([false, true]);
  });
});

describe('addresses of people', () => {
  test('a member’s page is there for everybody, and says nothing that is not theirs to tell', async () => {
    const self = await aMember('Maud');
    const params = { at: `@${self.handle}` };
    const asked = [{}, { cookie: await cookieOf(await aMember()) }, { cookie: await cookieOf(self) }];
    for (const [index, by] of asked.entries()) {
      const { status, data } = await visit(at.loader, `/@${self.handle}`, { params, ...by });
      expect(status).toBe(200);
      expect(data.look).toBe(index === 2 ? 'self' : null);
      expect(JSON.stringify(data)).not.toMatch(new RegExp(`${self.email}|${self.id}|${self.contactId}`));
    }
  });

  test('what is nobody’s is not there: no such handle, suspended, or not a handle at all', async () => {
    const self = await aMember('Parti');
    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', self.id).execute();
    for (const segment of ['@nobody', '@', 'nobody', self.handle, `@${self.handle}`, '@a/b', '@%00']) {
      expect(await visit(at.loader, `/x`, { params: { at: segment } })).toMatchObject({
        status: 404,
        data: '',
      });
    }
    expect((await visit(splat.loader, '/a/b/c')).status).toBe(404);
  });
});
