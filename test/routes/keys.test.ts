import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { stewardsAddress } from '#app/config.server';
import {
  confirmAuthenticator,
  prepareAuthenticator,
} from '#app/domain/members/commands/authenticator.server';
import { changeHandle } from '#app/domain/members/commands/handles.server';
import { renewRecoveryCodes } from '#app/domain/members/commands/recovery-codes.server';
import { findEmailChange } from '#app/domain/members/email-changes.server';
import { findPendingAuthenticator } from '#app/domain/members/factors.server';
import { hashPassword } from '#app/domain/members/passwords.server';
import { findSelf } from '#app/domain/members/queries.server';
import type { Self } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { composeLetters } from '#app/notices/compose.server';
import { expandNotice } from '#app/notices/expansion.server';
import { recipientsOf } from '#app/notices/readers.server';
import * as at from '#app/routes/$at';
import * as leave from '#app/routes/address.leave.$token';
import * as take from '#app/routes/address.take.$token';
import * as announcing from '#app/routes/c.$community_.announcements.new';
import * as communityExport from '#app/routes/c.$community_.export';
import * as people from '#app/routes/c.$community_.people';
import * as attendees from '#app/routes/events.$event_.attendees/route';
import * as edit from '#app/routes/events.$event_.edit/route';
import * as newEvent from '#app/routes/events.new/route';
import * as login from '#app/routes/login';
import * as link from '#app/routes/login_.link.$token';
import * as passkey from '#app/routes/login_.passkey';
import * as second from '#app/routes/login_.second/route';
import * as newPassword from '#app/routes/reset_.$token';
import * as settings from '#app/routes/settings';
import * as authenticator from '#app/routes/settings_.authenticator';
import * as email from '#app/routes/settings_.email';
import * as handle from '#app/routes/settings_.handle';
import * as passkeys from '#app/routes/settings_.passkeys';
import * as password from '#app/routes/settings_.password';
import * as recovery from '#app/routes/settings_.recovery';
import * as security from '#app/routes/settings_.security/route';
import * as steward from '#app/routes/steward._index';
import { db } from '#db/client';
import { SoftAuthenticator } from '../support/authenticator';
import { aCommunity, aMember, anEvent, noticesOf } from '../support/people';
import { render } from '../support/render';
import { type Answer, cookieOf, visit } from '../support/visit';

const PASSWORD = 'un bec et deux ailes';
let password_hash: string;
beforeAll(async () => {
  password_hash = await hashPassword(PASSWORD);
});

async function withPassword(): Promise<Self> {
  const self = await aMember();
  await db.updateTable('members').set({ password_hash }).where('id', '=', self.id).execute();
  return self;
}

const codeOf = (secret: Buffer, steps = 0) =>
  new TOTP({ secret: new Secret({ buffer: new Uint8Array(secret).buffer }) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

async function withAuthenticator() {
  const self = await withPassword();
  await prepareAuthenticator(db, self.id);
  const { secret } = (await findPendingAuthenticator(db, self.id))!;
  await confirmAuthenticator(db, self.id, codeOf(secret, -1));
  return { self, secret };
}

const suspend = (self: Self, suspended: boolean) =>
  db
    .updateTable('members')
    .set({ suspended_at: suspended ? new Date() : null })
    .where('id', '=', self.id)
    .execute();

const isSignedIn = async (cookie: string | undefined) =>
  (await visit(settings.loader, '/settings', { cookie })).status === 200;

/** The half session an answer gives, as a browser sends it back. */
const halfOf = ({ headers }: Answer) =>
  headers
    .getSetCookie()
    .find((one) => one.startsWith('half='))
    ?.split(';')[0];

const enter = ({ email }: Self, more: Record<string, string> = {}) =>
  visit(login.action, '/login', { form: { email, password: PASSWORD, ...more } });
const pass = (cookie: string | undefined, form: Record<string, string>) =>
  visit(second.action, '/login/second', { cookie, form });

describe('with a second factor', () => {
  test('the password gives half a session, which opens nothing but the page that asks for the rest', async () => {
    const { self, secret } = await withAuthenticator();
    const first = await enter(self, { next: '/events?mine' });
    expect(first).toMatchObject({
      status: 303,
      location: '/login/second?next=%2Fevents%3Fmine',
      cookie: undefined,
    });
    const half = halfOf(first);
    expect(first.headers.get('Set-Cookie')).toMatch(/HttpOnly; SameSite=Lax; Max-Age=900/);
    expect(await isSignedIn(half)).toBe(false);
    expect(await isSignedIn(half?.replace('half', 'session'))).toBe(false);
    const page = await visit(second.loader, '/login/second', { cookie: half });
    expect(page.data).toMatchObject({
      hasCode: true,
      hasPasskey: false,
      hasRecovery: false,
      hadRecovery: false,
    });
    expect(JSON.stringify(page.data)).not.toContain(self.email);

    expect(await pass(half, { act: 'code', code: '000 000' })).toMatchObject({
      status: 400,
      cookie: undefined,
    });
    const planted = await pass(`${half}; session=planted-by-somebody-else`, {
      ...{ act: 'code', code: codeOf(secret), next: '/events?mine' },
    });
    expect(planted).toMatchObject({ status: 303, location: '/events?mine' });
    expect(planted.cookie).not.toContain('planted');
    expect(await isSignedIn(planted.cookie)).toBe(true);
    expect(halfOf(planted)).toBe('half=');
    expect(await pass(half, { act: 'code', code: codeOf(secret, 1) })).toMatchObject({ location: '/login' });
  });

  test('without half a session there is no such page', async () => {
    for (const cookie of [undefined, 'half=', 'half=somebody', await cookieOf(await aMember())]) {
      expect((await visit(second.loader, '/login/second', { cookie })).location).toBe('/login');
      expect((await pass(cookie, { act: 'code', code: '123456' })).location).toBe('/login');
    }
  });

  test('a reset and a link ask for it all the same', async () => {
    const { self } = await withAuthenticator();
    const object = self.id;
    const reset = await mintSecret(db, { purpose: 'reset-password', email: self.email, object });
    const done = await visit(newPassword.action, '/reset/x', {
      ...{ params: { token: reset }, form: { password: PASSWORD } },
    });
    expect(done).toMatchObject({ location: '/login/second', cookie: undefined });
    const token = await mintSecret(db, { purpose: 'sign-in', email: self.email, object });
    const linked = await visit(link.action, '/login/link/x', { params: { token }, form: {} });
    expect(linked).toMatchObject({ location: '/login/second', cookie: undefined });
    expect(halfOf(linked)).toBeDefined();
  });

  test('a link or a reset of somebody suspended since says so, and lets nobody in', async () => {
    const { self } = await withAuthenticator();
    await suspend(self, true);
    const mint = (purpose: 'sign-in' | 'reset-password') =>
      mintSecret(db, { purpose, email: self.email, object: self.id });
    const params = { token: await mint('sign-in') };
    const linked = await visit(link.action, '/login/link/x', { params, form: {} });
    expect(linked).toMatchObject({ status: 403, cookie: undefined });
    expect(linked.data.closed).toContain('suspended?address=');
    const reset = { params: { token: await mint('reset-password') }, form: { password: 'une autre phrase' } };
    const set = await visit(newPassword.action, '/reset/x', reset);
    expect(set).toMatchObject({
      status: 403,
      cookie: undefined,
      data: { error: { '': [linked.data.closed] } },
    });
    expect([halfOf(linked), halfOf(set)]).toEqual([undefined, undefined]);
  });

  test('codes are tried ten times, from wherever', async () => {
    const { self, secret } = await withAuthenticator();
    const half = halfOf(await enter(self));
    const statuses = [];
    for (let tries = 0; tries < 11; tries++) {
      statuses.push((await pass(half, { act: tries % 2 ? 'recovery' : 'code', code: '000000' })).status);
    }
    expect(statuses).toEqual([...Array(10).fill(400), 429]);
    expect((await pass(half, { act: 'code', code: codeOf(secret) })).status).toBe(429);
  });

  test('a recovery code leads to where it is said how many are left', async () => {
    const { self } = await withAuthenticator();
    const [code = ''] = await renewRecoveryCodes(db, self.id);
    const begun = halfOf(await enter(self));
    // The codes may be lost as well: whom to write to is said all the same.
    const page = { path: 'login/second', module: second };
    expect((await render(page, '/login/second', begun)).html).toContain(stewardsAddress());
    const entered = await pass(begun, { act: 'recovery', code });
    expect(entered.location).toBe('/settings/security?done=recoveryUsed');
    const { data } = await visit(security.loader, '/settings/security?done=recoveryUsed', {
      cookie: entered.cookie,
    });
    expect(data).toMatchObject({ done: 'recoveryUsed', recovery: 9 });
    await db
      .updateTable('recovery_codes')
      .set({ used_at: new Date() })
      .where('member_id', '=', self.id)
      .execute();
    const usedUp = await visit(second.loader, '/login/second', { cookie: halfOf(await enter(self)) });
    expect(usedUp.data).toMatchObject({ hasRecovery: false, hadRecovery: true });
  });
});

describe('a link by letter', () => {
  const asking = (email: string) =>
    visit(login.action, '/login', { form: { email, password: '', way: 'link' } });

  test('is answered the same for every address, and limited the same', async () => {
    const self = await aMember();
    for (const email of [self.email, 'personne.du.tout@example.org']) {
      const answers = [];
      for (let tries = 0; tries < 5; tries++) answers.push(await asking(email));
      expect(answers[0]).toMatchObject({ status: 303, location: '/login/sent', data: '', cookie: undefined });
      expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 429]);
    }
    expect(await asking('pas une adresse')).toMatchObject({
      status: 400,
      data: { error: { email: ['email'] } },
    });
  });

  // A busy machine is asked again: what the code gave away it would give away each time.
  test('is answered in the same time, whether the address is known or not', { retry: 3 }, async () => {
    const self = await aMember();
    const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 120; round++) {
      const which = round % 2 ? 'known' : 'unknown';
      const email = which === 'known' ? self.email : `n${self.email}`;
      await db.deleteFrom('rate_limits').execute();
      const began = performance.now();
      expect((await asking(email)).status).toBe(303);
      took[which].push(performance.now() - began);
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    const ratio = median(took.known) / median(took.unknown);
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.33);
  });

  test('changes nothing when opened, signs in when pressed, and is gone then', async () => {
    const self = await aMember();
    const token = await mintSecret(db, { purpose: 'sign-in', email: self.email, object: self.id });
    const options = { params: { token } };
    for (let scans = 0; scans < 3; scans++) {
      const page = await visit(link.loader, '/login/link/x', options);
      expect(page).toMatchObject({ status: 200, cookie: undefined, data: { usable: true } });
    }
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => visit(link.action, '/login/link/x', { ...options, form: {} })),
    );
    const entered = tries.filter(({ status }) => status === 303);
    expect(entered).toHaveLength(1);
    expect(await isSignedIn(entered[0]?.cookie)).toBe(true);
    expect(tries.filter(({ status }) => status === 410)).toHaveLength(19);
    expect(await visit(link.loader, '/login/link/x', options)).toMatchObject({
      status: 410,
      data: { signedIn: false },
    });
    const here = await visit(link.loader, '/login/link/x', { ...options, cookie: entered[0]?.cookie });
    expect(here).toMatchObject({ status: 410, data: { usable: false, signedIn: true } });
  });
});

describe('a link by letter leads on', () => {
  /** Asks for one on the way somewhere. @returns the link in its letter, without the origin */
  async function linkOnTheWay(self: Self, next: string): Promise<URL> {
    for (const table of ['letters', 'notices'] as const) await db.deleteFrom(table).execute();
    await visit(login.action, '/login', { form: { way: 'link', email: self.email, next } });
    for (const { id } of await db.selectFrom('notices').select('id').execute())
      await expandNotice(db, id, recipientsOf, 'https://perchoir.example');
    const rows = await db.selectFrom('letters').selectAll().execute();
    const [written] = (await composeLetters(db, rows)).values();
    const [href = ''] =
      /http\S+\/login\/link\/\S+/.exec(written && 'mail' in written ? written.mail.text : '') ?? [];
    return new URL(href);
  }
  async function follow({ pathname, search }: URL) {
    const params = { token: pathname.split('/').pop() ?? '' };
    const page = await visit(link.loader, pathname + search, { params });
    return visit(link.action, pathname + search, { params, form: { next: page.data.next } });
  }

  test('to where the person was going', async () => {
    const self = await aMember();
    expect((await follow(await linkOnTheWay(self, '/c/perchoirs/join?from=x'))).location).toBe(
      '/c/perchoirs/join?from=x',
    );
    const guarded = (await withAuthenticator()).self;
    expect((await follow(await linkOnTheWay(guarded, '/events/new'))).location).toBe(
      '/login/second?next=%2Fevents%2Fnew',
    );
  });

  test('and nowhere else than here', async () => {
    const self = await aMember();
    for (const next of [
      'https://ailleurs.example',
      '//ailleurs.example',
      '/\\ailleurs.example',
      `/${'a'.repeat(900)}`,
    ]) {
      const mailed = await linkOnTheWay(self, next);
      expect(mailed.search).toBe('');
      expect((await follow(mailed)).location).toBe('/');
    }
    const other = await aMember();
    const altered = await linkOnTheWay(other, '/');
    altered.search = '?next=//ailleurs.example';
    expect((await follow(altered)).location).toBe('/');
    const { pathname } = await linkOnTheWay(other, '/');
    const params = { token: pathname.split('/').pop() ?? '' };
    const form = { next: 'https://ailleurs.example' };
    expect((await visit(link.action, pathname, { params, form })).location).toBe('/');
  });
});

describe('what guards an account', () => {
  const pages = { security, password, authenticator, recovery, passkeys, email, handle };

  test.each(Object.keys(pages) as (keyof typeof pages)[])('%s is for members', async (page) => {
    const path = `/settings/${page}`;
    const cookie = halfOf(await enter((await withAuthenticator()).self));
    for (const by of [{}, { cookie }]) {
      expect((await visit(pages[page].loader, path, by)).location).toBe(`/login?next=%2Fsettings%2F${page}`);
      if ('action' in pages[page]) {
        expect((await visit(pages[page].action, path, { ...by, form: {} })).location).toMatch(/^\/login/);
      }
    }
  });

  test('the password changes with the old one, ends every session and gives a new one', async () => {
    const self = await withPassword();
    const [here, there] = [await cookieOf(self), await cookieOf(self)];
    const change = (form: Record<string, string>) =>
      visit(password.action, '/settings/password', { cookie: here, form });
    const wrong = await change({ old: 'non', password: 'une porte et un chat' });
    expect(wrong).toMatchObject({ status: 400, data: { error: { old: ['passwordWrong'] } } });
    expect(JSON.stringify(wrong.data)).not.toContain('une porte');
    expect(await isSignedIn(there)).toBe(true);
    const done = await change({ old: PASSWORD, password: 'une porte et un chat' });
    expect(done.location).toBe('/settings/security?done=password');
    expect([await isSignedIn(here), await isSignedIn(there), await isSignedIn(done.cookie)]).toEqual([
      ...[false, false, true],
    ]);
    expect(await noticesOf('password-changed')).toContainEqual({ member: self.id });
    expect((await enter(self)).status).toBe(400);
  });

  test('the application is set up and taken off with a proof, and its secret shown to nobody after', async () => {
    const self = await withPassword();
    let cookie = await cookieOf(self);
    const page = async () => (await visit(authenticator.loader, '/settings/authenticator', { cookie })).data;
    const act = async (form: Record<string, string>) => {
      const answer = await visit(authenticator.action, '/settings/authenticator', { cookie, form });
      cookie = answer.cookie ?? cookie;
      return answer;
    };
    expect(await act({ act: 'prepare', proof: 'non' })).toMatchObject({ status: 400 });
    expect(await page()).toMatchObject({ isOn: false, scanned: null });
    await act({ act: 'prepare', proof: PASSWORD });
    const { scanned } = await page();
    expect(scanned.uri).toContain(encodeURIComponent(self.handle));
    expect(scanned.qr.path).toMatch(/^M4 4h1v1h-1z/);
    const { secret } = (await findPendingAuthenticator(db, self.id))!;
    expect((await act({ act: 'confirm', code: '000000' })).status).toBe(400);
    expect((await act({ act: 'confirm', code: codeOf(secret, -1) })).location).toBe(
      '/settings/recovery?first',
    );
    expect(await page()).toMatchObject({ isOn: true, scanned: null });
    expect((await act({ act: 'remove', proof: 'non' })).status).toBe(400);
    expect((await act({ act: 'remove', proof: codeOf(secret) })).location).toMatch(/authenticatorOff$/);
    expect(await page()).toMatchObject({ isOn: false });
    expect(await isSignedIn(cookie)).toBe(true);
  });

  test('recovery codes are told once, and renewed with a proof only', async () => {
    const { self } = await withAuthenticator();
    const cookie = await cookieOf(self);
    const make = (form: Record<string, string> = {}) =>
      visit(recovery.action, '/settings/recovery', { cookie, form });
    const first = await make();
    expect(first.data.codes).toHaveLength(10);
    const page = await visit(recovery.loader, '/settings/recovery', { cookie });
    expect(JSON.stringify(page.data)).not.toContain(first.data.codes[0]);
    expect((await make()).status).toBe(400);
    expect((await make({ proof: 'non' })).status).toBe(400);
    expect((await make({ proof: PASSWORD })).data.codes).toHaveLength(10);
    const without = await cookieOf(await withPassword());
    expect((await visit(recovery.action, '/settings/recovery', { cookie: without, form: {} })).status).toBe(
      400,
    );
  });

  test('a passkey is offered after a proof, kept, signs in, and is asked for beside the password', async () => {
    const self = await withPassword();
    const cookie = await cookieOf(self);
    const act = (form: Record<string, string>) =>
      visit(passkeys.action, '/settings/passkeys', { cookie, form });
    expect(await act({ act: 'ask', proof: 'non' })).toMatchObject({
      status: 400,
      data: { problem: 'proof' },
    });
    const { data } = await act({ act: 'ask', proof: PASSWORD });
    expect(data.options.rp).toEqual({ id: 'localhost', name: 'Perchoir' });
    const key = new SoftAuthenticator();
    const answer = JSON.stringify(key.register({ challenge: data.options.challenge }));
    const stranger = await cookieOf(await aMember());
    const stolen = await visit(passkeys.action, '/settings/passkeys', {
      ...{ cookie: stranger, form: { act: 'answer', answer, name: '' } },
    });
    expect(stolen).toMatchObject({ status: 400, data: { problem: 'passkey' } });
    const again = (await act({ act: 'ask', proof: PASSWORD })).data.options.challenge;
    const made = await act({
      act: 'answer',
      name: 'clé',
      answer: JSON.stringify(key.register({ challenge: again })),
    });
    expect(made.location).toBe('/settings/recovery?first');
    expect([await isSignedIn(cookie), await isSignedIn(made.cookie)]).toEqual([false, true]);

    const door = (form: Record<string, string>, half?: string) =>
      visit(passkey.action, '/login/passkey', { form, cookie: half });
    const optionsIn = ({ data }: { data: string }) => JSON.parse(data).options;
    const asked = optionsIn(await door({ act: 'ask' }));
    expect(asked).toMatchObject({ userVerification: 'required', allowCredentials: [] });
    const alone = JSON.stringify(key.authenticate({ challenge: asked.challenge }));
    const entered = await door({ act: 'answer', answer: alone, next: '//evil.example' });
    expect(entered).toMatchObject({ status: 303, location: '/' });
    expect(await isSignedIn(entered.cookie)).toBe(true);
    expect(await door({ act: 'answer', answer: alone })).toMatchObject({ status: 400, cookie: undefined });

    await suspend(self, true);
    const { challenge } = optionsIn(await door({ act: 'ask' }));
    const shut = await door({ act: 'answer', answer: JSON.stringify(key.authenticate({ challenge })) });
    expect(shut).toMatchObject({ status: 403, cookie: undefined });
    expect(JSON.parse(shut.data).problem).toContain('suspended?address=');
    await suspend(self, false);

    const half = halfOf(await enter(self));
    expect((await door({ act: 'ask', half: 'on' })).location).toBe('/login');
    const beside = optionsIn(await door({ act: 'ask', half: 'on' }, half));
    expect(beside.allowCredentials).toMatchObject([{ id: key.id }]);
    const given = key.authenticate({ challenge: beside.challenge, verified: false });
    expect(await door({ act: 'answer', half: 'on', answer: JSON.stringify(given) }, half)).toMatchObject({
      status: 303,
    });
  });

  test('a handle changes twice a month, and /@old leads on, kept by no cache', async () => {
    const self = await withPassword();
    const elsewhere = await cookieOf(self);
    let cookie: string | undefined = await cookieOf(self);
    const change = (handle_: string) =>
      visit(handle.action, '/settings/handle', { cookie, form: { handle: handle_ } });
    const other = await aMember();
    for (let tries = 0; tries < 3; tries++) {
      expect(await change(other.handle)).toMatchObject({
        status: 422,
        data: { error: { handle: ['handleTaken'] } },
      });
    }
    const changed = await change('un_autre');
    expect(changed.location).toBe('/settings/security?done=handle');
    // As after any change of what opens the account, this device alone stays in.
    expect([await isSignedIn(elsewhere), await isSignedIn(cookie)]).toEqual([false, false]);
    cookie = changed.cookie;
    expect(await isSignedIn(cookie)).toBe(true);
    const led = await visit(at.loader, '/x', { params: { at: `@${self.handle}` } });
    expect(led).toMatchObject({ status: 302, location: '/@un_autre' });
    expect(led.headers.get('Cache-Control')).toBe('private, no-store');
    expect(await noticesOf('security-changed')).toContainEqual({
      ...{ member: self.id, what: 'handle', handles: { from: self.handle, to: 'un_autre' } },
    });
    const back = await change(self.handle);
    expect(back.status).toBe(303);
    cookie = back.cookie;
    expect(await change('un_troisieme')).toMatchObject({
      status: 429,
      data: { error: { handle: ['handleOften'] } },
    });
  });

  test('an old handle of somebody who is suspended leads nowhere', async () => {
    const self = await aMember();
    await changeHandle(db, self, 'plus_la');
    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', self.id).execute();
    expect((await visit(at.loader, '/x', { params: { at: `@${self.handle}` } })).status).toBe(404);
  });
});

describe('a change of address', () => {
  const ask = (cookie: string, form: Record<string, string>) =>
    visit(email.action, '/settings/email', { cookie, form: { password: PASSWORD, ...form } });

  test('looks the same whether the new address is somebody’s or nobody’s', async () => {
    const other = await aMember();
    const seen = [];
    for (const address of [other.email, 'libre@example.org']) {
      const self = await withPassword();
      const cookie = await cookieOf(self);
      const { status, location, data } = await ask(cookie, { email: address });
      const { change, ...page } = (await visit(email.loader, '/settings/email', { cookie })).data;
      const { id, email: next, ...facts } = change;
      expect(next).toBe(address);
      seen.push({ status, location, data, facts, page: { ...page, email: '' } });
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toMatchObject({ status: 303, location: '/settings/email' });
  });

  test('its links change nothing when opened, and each end has its own button', async () => {
    const self = await withPassword();
    const cookie = await cookieOf(self);
    await ask(cookie, { email: 'ailleurs@example.org' });
    const { id: object } = (await findEmailChange(db, self.id))!;
    const to = async (purpose: 'leave-address' | 'take-address', address: string) => ({
      params: { token: await mintSecret(db, { purpose, email: address, object }) },
    });
    const [old, fresh] = [
      await to('leave-address', self.email),
      await to('take-address', 'ailleurs@example.org'),
    ];
    expect(await visit(leave.loader, '/x', old)).toMatchObject({
      status: 200,
      data: { change: { handle: self.handle } },
    });
    expect(await visit(take.loader, '/x', fresh)).toMatchObject({ status: 200 });
    expect(await visit(leave.loader, '/x', fresh)).toMatchObject({ status: 410 });
    expect(await findEmailChange(db, self.id)).toMatchObject({ releasedAt: null, takenAt: null });
    expect((await visit(leave.action, '/x', { ...old, form: {} })).status).toBe(400);
    const taken = await visit(take.action, '/x', { ...fresh, form: {} });
    expect(taken).toMatchObject({ status: 303, location: expect.stringMatching(/\?said=agreed$/) });
    expect(await visit(take.loader, taken.location ?? '', fresh)).toMatchObject({
      status: 200,
      data: { title: 'C’est noté', said: 'agreed' },
    });
    const left = await visit(leave.action, '/x', { ...old, form: { act: 'agree' } });
    expect(left).toMatchObject({ status: 303, location: expect.stringMatching(/\?said=applied$/) });
    expect(await visit(leave.loader, left.location ?? '', old)).toMatchObject({
      status: 200,
      data: { title: 'C’est fait', said: 'applied' },
    });
    expect((await visit(leave.loader, '/x', old)).status).toBe(410);
    expect((await visit(leave.action, '/x', { ...old, form: { act: 'stop' } })).status).toBe(410);
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await findSelf(db, self.id))?.email).toBe('ailleurs@example.org');
  });
});

test('pages that take a hat show whose hat sleeps the way to wake it, and are not there for others', async () => {
  const [keeper, other] = [await aMember(), await aMember()];
  const community = await aCommunity(keeper);
  const event = await anEvent(keeper, community);
  await aCommunity(other);
  await db.updateTable('instance').set({ organizers_need_second_factor: true }).execute();
  const params = { community: community.tag, event: event.slug };
  const pages = [people.loader, announcing.loader, communityExport.loader, attendees.loader, edit.loader];
  const asked = async (self: Self) => {
    const cookie = await cookieOf(self);
    return Promise.all(pages.map((page) => visit(page, `/c/${community.tag}/x`, { cookie, params })));
  };
  const [own, foreign] = [await asked(keeper), await asked(other)];
  const cookie = await cookieOf(keeper);
  const sent = await visit(people.action, '/x', { cookie, params, form: {} });
  const fresh = await visit(newEvent.loader, '/events/new', { cookie });
  const shown = await visit(security.loader, '/settings/security?wake', { cookie });
  await db.updateTable('instance').set({ organizers_need_second_factor: false }).execute();
  expect(own.map(({ location }) => location)).toEqual(pages.map(() => '/settings/security?wake'));
  expect(foreign.map(({ status }) => status)).toEqual(pages.map(() => 404));
  expect(sent.status).toBe(404);
  expect(fresh.location).toBe('/settings/security?wake');
  expect(shown.data).toMatchObject({ asleep: true, wake: true });
});

test('a steward without the second factor the instance asks for is shown the way to it', async () => {
  const self = await aMember();
  await db.updateTable('members').set({ steward: true }).where('id', '=', self.id).execute();
  await db.updateTable('instance').set({ organizers_need_second_factor: true }).execute();
  const cookie = await cookieOf(self);
  const answer = await visit(steward.loader, '/steward', { cookie });
  const { data } = await visit(security.loader, '/settings/security', { cookie });
  await db.updateTable('instance').set({ organizers_need_second_factor: false }).execute();
  expect(answer).toMatchObject({ status: 302, location: '/settings/security' });
  expect(data.asleep).toBe(true);
  expect((await visit(steward.loader, '/steward', { cookie })).status).toBe(200);
});
