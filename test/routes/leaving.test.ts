import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { config } from '#app/config.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import { listExports } from '#app/domain/exports/queries.server';
import { hashPassword } from '#app/domain/members/passwords.server';
import type { Self } from '#app/domain/members/rules';
import { exportRoutes } from '#app/http/exports.server';
import { buildWaiting } from '#app/jobs/exports.server';
import { loader as root } from '#app/root';
import * as exportPage from '#app/routes/c.$community_.export';
import { action as login } from '#app/routes/login';
import * as back from '#app/routes/settings_.back';
import * as dataPage from '#app/routes/settings_.data';
import * as leave from '#app/routes/settings_.leave';
import { db } from '#db/client';
import { unzip } from '../support/archive';
import { startHttp, type TestHttp } from '../support/http-server';
import { aCommunity, aMember, joins } from '../support/people';
import { render } from '../support/render';
import { cookieOf, visit } from '../support/visit';

const PASSWORD = 'une petite phrase';
let http: TestHttp;
let hashed: string;

beforeAll(async () => {
  http = await startHttp([], {}, { handlers: [exportRoutes(config().mediaDir)] });
  hashed = await hashPassword(PASSWORD);
});
afterAll(() => http.close());

async function someone(name: string): Promise<{ self: Self; cookie: string }> {
  const self = await aMember(name);
  await db.updateTable('members').set({ password_hash: hashed }).where('id', '=', self.id).execute();
  return { self, cookie: await cookieOf(self) };
}

describe('leaving', () => {
  const leaving = ({ handle }: Self, more: Record<string, string> = {}) => ({
    words: 'erase',
    handle: `@${handle}`,
    password: PASSWORD,
    ...more,
  });

  test('is for members', async () => {
    for (const page of [leave, dataPage]) {
      const asked = await visit(page.loader, '/settings/leave');
      expect(asked.location).toMatch(/^\/login\?next=/);
    }
  });

  test('asks for the handle, the password and a choice, and says what is missing', async () => {
    const { self, cookie } = await someone('Hésitante');
    const fields = async (more: Record<string, string>) => {
      const { status, data } = await visit(leave.action, '/settings/leave', {
        cookie,
        form: leaving(self, more),
      });
      return [status, data?.error ?? null];
    };
    expect(await fields({ words: '' })).toEqual([400, { words: ['choice'] }]);
    expect(await fields({ handle: 'other' })).toEqual([422, { handle: ['handleDiffers'] }]);
    expect(await fields({ password: 'wrong' })).toEqual([422, { password: ['passwordWrong'] }]);
    const { data } = await visit(leave.action, '/settings/leave', {
      cookie,
      form: leaving(self, { password: 'x' }),
    });
    expect(JSON.stringify(data)).not.toContain(PASSWORD);
    expect((await visit(leave.loader, '/settings/leave', { cookie })).data.me).toBe(self.handle);
  });

  test('signs out, and signing in again asks whether to come back before anything else', async () => {
    const { self, cookie } = await someone('Partante');
    const left = await visit(leave.action, '/settings/leave', { cookie, form: leaving(self) });
    expect(left.location).toMatch(/^\/settings\/leave\/done\?until=\d{4}-\d\d-\d\d$/);
    expect(left.cookie).toBe('session=');
    expect((await visit(dataPage.loader, '/settings/data', { cookie })).location).toMatch(/^\/login/);

    const form = { email: self.email, password: PASSWORD };
    const { cookie: again = '' } = await visit(login, '/login', { form });
    expect((await visit(root, '/', { cookie: again })).location).toBe('/settings/back');
    expect((await visit(root, '/settings/back', { cookie: again })).data.me).toBeNull();
    expect((await visit(back.loader, '/settings/back', { cookie: again })).data.handle).toBe(self.handle);
    // Looking changes nothing.
    expect((await visit(dataPage.loader, '/settings/data', { cookie: again })).location).toMatch(/^\/login/);
    await visit(back.action, '/settings/back', { cookie: again, form: {} });
    expect((await visit(root, '/', { cookie: again })).data.me.handle).toBe(self.handle);
  });

  test('nobody else is asked to come back', async () => {
    const { cookie } = await someone('Présente');
    for (const as of [undefined, cookie]) {
      expect((await visit(back.loader, '/settings/back', { cookie: as })).location).toBe('/');
    }
  });

  test('once the days are over, the account is as good as gone', async () => {
    const { self, cookie } = await someone('Tardive');
    await visit(leave.action, '/settings/leave', { cookie, form: leaving(self) });
    await db
      .updateTable('members')
      .set({ leaving_at: new Date(Date.now() - 1_000) })
      .where('id', '=', self.id)
      .execute();
    const late = await visit(login, '/login', { form: { email: self.email, password: PASSWORD } });
    const unknown = await visit(login, '/login', {
      form: { email: 'nobody@example.org', password: PASSWORD },
    });
    expect([late.status, late.cookie]).toEqual([unknown.status, undefined]);
    expect(late.data.error).toEqual(unknown.data.error);
  });

  test('shows what must be handed on first, and takes no for an answer', async () => {
    const { self, cookie } = await someone('Gardienne');
    const group = await aCommunity(self);
    await joins(await aMember(), group);
    const page = await visit(leave.loader, '/settings/leave', { cookie });
    expect(page.data.toHandOn).toEqual([{ tag: group.tag, name: group.tag }]);
    const { html } = await render({ path: 'settings/leave', module: leave }, '/settings/leave', cookie);
    const [why, what] = [`href="/c/${group.tag}/roles"`, 'Tout de suite'].map((said) => html.indexOf(said));
    expect(why).toBeGreaterThan(0);
    expect(why).toBeLessThan(what ?? 0);
    expect(html).not.toContain('ci-dessous');
    const refused = await visit(leave.action, '/settings/leave', { cookie, form: leaving(self) });
    expect(refused.location).toBe('/settings/leave');
    expect((await visit(leave.loader, '/settings/leave', { cookie })).status).toBe(200);
  });
});

describe('archives', () => {
  test('are asked for, made, and fetched by their owner, five a day', async () => {
    const { self, cookie } = await someone('Prévoyante');
    const ask = () => visit(dataPage.action, '/settings/data', { cookie, form: {} });
    expect((await ask()).location).toBe('/settings/data');
    expect((await visit(dataPage.loader, '/settings/data', { cookie })).data.archives).toMatchObject([
      { state: 'queued' },
    ]);
    await buildWaiting(db);
    const [made] = await listExports(db, self, null);
    const path = `/settings/data/${made?.id}.zip`;
    const fetched = await http.send(path, { headers: { Cookie: cookie } });
    expect(fetched.status).toBe(200);
    expect(fetched.headers).toMatchObject({
      'content-type': 'application/zip',
      'cache-control': 'private, no-store',
      'content-disposition': expect.stringMatching(/^attachment; filename="perchoir-.*\.zip"$/),
    });
    expect((await unzip(fetched.body)).has('profile.json')).toBe(true);

    const other = await someone('Curieuse');
    for (const Cookie of ['', other.cookie]) {
      expect((await http.send(path, { headers: { Cookie } })).status).toBe(404);
    }
    for (let asked = 2; asked <= 5; asked += 1) expect((await ask()).status).toBe(303);
    expect(await ask()).toMatchObject({ status: 429, data: { enough: true } });
  });

  test('of a community are its keepers’; to everybody else there is no such page', async () => {
    const { self: keeper, cookie } = await someone('Zoé');
    const member = await someone('Membre');
    const organizer = await someone('Organisatrice');
    const group = await aCommunity(keeper);
    for (const { self } of [member, organizer]) await joins(self, group);
    await setRoles(db, keeper, group.id, { handle: organizer.self.handle, roles: ['organizer'] });
    const path = `/c/${group.tag}/export`;
    const params = { community: group.tag };
    for (const one of [member, organizer, await someone('Autre')]) {
      expect((await visit(exportPage.loader, path, { params, cookie: one.cookie })).status).toBe(404);
      expect((await visit(exportPage.action, path, { params, cookie: one.cookie, form: {} })).status).toBe(
        404,
      );
    }
    expect((await visit(exportPage.action, path, { params, cookie, form: {} })).location).toBe(path);
    expect((await visit(exportPage.loader, path, { params, cookie })).data.archives).toHaveLength(1);
  });
});
