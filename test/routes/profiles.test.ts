import fs from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { config } from '#app/config.server';
import { removeGoneMedia } from '#app/domain/media/commands.server';
import { MediaStore } from '#app/domain/media/store.server';
import type { Self } from '#app/domain/members/rules';
import { mediaRoutes } from '#app/http/media.server';
import * as at from '#app/routes/$at';
import * as portrait from '#app/routes/settings_.portrait';
import * as profile from '#app/routes/settings_.profile';
import { db } from '#db/client';
import { startHttp } from '../support/http-server';
import { aCommunity, aMember, anEvent, joins } from '../support/people';
import { render } from '../support/render';
import { cookieOf, visit } from '../support/visit';

const store = new MediaStore(config().mediaDir);

/** A photo as a telephone takes it: red on its left, blue on its right, and where it was taken. */
const photo = async (): Promise<Buffer> => {
  const half = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#00f' } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 800, height: 400, channels: 3, background: '#f00' } })
    .composite([{ input: half, left: 400, top: 0 }])
    .withExif({ IFD0: { Copyright: 'canary-in-exif' }, IFD3: { GPSLatitude: '48/1 51/1 24/1' } })
    .jpeg()
    .toBuffer();
};

function upload(fields: Record<string, string>, bytes?: Buffer): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('picture', new Blob(bytes ? [new Uint8Array(bytes)] : []), bytes ? 'moi.jpg' : '');
  return form;
}

const page = (who: Self, options: { cookie?: string; as?: string } = {}) =>
  visit(at.loader, `/@${who.handle}${options.as ? `?as=${options.as}` : ''}`, {
    params: { at: `@${who.handle}` },
    cookie: options.cookie,
  });

let zoe: Self;
let friend: Self;
let outsider: Self;
let community: { id: string; tag: string };
let hidden: { id: string; tag: string };
let cookies: { zoe: string; friend: string; outsider: string };

beforeAll(async () => {
  [zoe, friend, outsider] = [await aMember('Zoé'), await aMember('Amie'), await aMember('Passante')];
  [community, hidden] = [await aCommunity(zoe), await aCommunity(zoe)];
  await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', hidden.id).execute();
  await joins(friend, community);
  cookies = { zoe: await cookieOf(zoe), friend: await cookieOf(friend), outsider: await cookieOf(outsider) };
});

const WRITTEN = {
  name: 'Zoé Perchet',
  nameSeenBy: 'everyone',
  occupation: 'Cherche des caves',
  occupationSeenBy: 'everyone',
  city: 'Canariville',
  citySeenBy: 'communities',
  bio: 'Je trouve.\r\nVous venez.',
  bioSeenBy: 'everyone',
  interests: 'caves, Contes\ncaves',
  interestsSeenBy: 'nobody',
  mastodon: '@zoe@piaille.example',
  mastodonSeenBy: 'everyone',
  x: 'https://twitter.com/zoe_p',
  xSeenBy: 'communities',
};

describe('one’s page', () => {
  test('is written field by field, and shows each to whom it is for', async () => {
    const saved = await visit(profile.action, '/settings/profile', { cookie: cookies.zoe, form: WRITTEN });
    expect(saved).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/settings\/profile\?saved=/),
    });
    const seen = {
      stranger: (await page(zoe)).data.member,
      friend: (await page(zoe, { cookie: cookies.friend })).data.member,
      zoe: (await page(zoe, { cookie: cookies.zoe })).data.member,
    };
    const mastodon = {
      kind: 'mastodon',
      url: 'https://piaille.example/@zoe',
      label: '@zoe@piaille.example',
    };
    const x = { kind: 'x', url: 'https://x.com/zoe_p', label: '@zoe_p' };
    expect(seen.stranger).toMatchObject({
      name: 'Zoé Perchet',
      occupation: 'Cherche des caves',
      bio: 'Je trouve.\nVous venez.',
      city: null,
      interests: [],
      links: [mastodon],
    });
    expect(seen.friend).toMatchObject({ city: 'Canariville', interests: [], links: [mastodon, x] });
    expect(seen.zoe).toMatchObject({ interests: ['caves', 'Contes'] });
  });

  test('brings what was written back into its form', async () => {
    const { data } = await visit(profile.loader, '/settings/profile', { cookie: cookies.zoe });
    expect(data.profile).toMatchObject({
      ...WRITTEN,
      bio: 'Je trouve.\nVous venez.',
      interests: 'caves, Contes',
      x: '@zoe_p',
      site: '',
    });
    const again = await visit(profile.action, '/settings/profile', {
      cookie: cookies.zoe,
      form: data.profile,
    });
    expect(again.status).toBe(303);
    expect((await page(zoe, { cookie: cookies.friend })).data.member.links).toHaveLength(2);
  });

  test('loses nothing that was typed when something is wrong, and says all of it', async () => {
    const form = { ...WRITTEN, name: '', site: 'javascript:alert(1)', citySeenBy: 'all' };
    const wrong = await visit(profile.action, '/settings/profile', { cookie: cookies.zoe, form });
    expect(wrong.status).toBe(400);
    expect(wrong.data.error).toEqual({
      name: ['required'],
      site: ['link?context=site'],
      citySeenBy: ['choice'],
    });
    expect(wrong.data.initialValue).toMatchObject({ site: 'javascript:alert(1)', city: 'Canariville' });
    expect((await page(zoe)).data.member.name).toBe('Zoé Perchet');
  });

  test('links to who somebody is elsewhere with rel=me, and vouches for none of it', async () => {
    const { html } = await render({ path: ':at', module: at }, `/@${zoe.handle}`);
    expect(html).toContain('href="https://piaille.example/@zoe" rel="me nofollow ugc"');
    expect(html).not.toContain('zoe_p"');
    expect(html).not.toContain('Canariville');
  });

  test('is seen by its owner as a stranger and as a friend would, and by nobody else so', async () => {
    const as = async (look: string, cookie: string) => (await page(zoe, { cookie, as: look })).data;
    expect((await as('stranger', cookies.zoe)).member).toEqual((await page(zoe)).data.member);
    const friends = (await page(zoe, { cookie: cookies.friend })).data.member;
    expect((await as('close', cookies.zoe)).member).toEqual(friends);
    const tried = await as('close', cookies.outsider);
    expect([tried.look, tried.member.city]).toEqual([null, null]);
  });

  test('names communities to who may know of them', async () => {
    const named = async (who: Self, cookie?: string, as?: string) =>
      (await page(who, { cookie, as })).data.communities.map(({ tag }: { tag: string }) => tag);
    expect(await named(zoe)).toEqual([community.tag]);
    expect(await named(zoe, cookies.friend)).toEqual([community.tag]);
    expect((await named(zoe, cookies.zoe)).sort()).toEqual([community.tag, hidden.tag].sort());
    expect(await named(zoe, cookies.zoe, 'stranger')).toEqual([community.tag]);
    // no role, and not in the directory: only she knows
    expect(await named(friend)).toEqual([]);
    expect(await named(friend, cookies.zoe)).toEqual([]);
    expect(await named(friend, cookies.friend)).toEqual([community.tag]);
    expect(await named(friend, cookies.friend, 'close')).toEqual([]);
    await db
      .updateTable('memberships')
      .set({ in_directory: true })
      .where('member_id', '=', friend.id)
      .execute();
    expect(await named(friend, cookies.zoe)).toEqual([community.tag]);
    expect(await named(friend, cookies.outsider)).toEqual([]);
  });

  test('tells of the evenings they host that its reader may find', async () => {
    const open = await anEvent(zoe, community);
    const among = await anEvent(zoe, community, { visibility: 'community' });
    const hosted = async (cookie?: string) =>
      (await page(zoe, { cookie })).data.events.map(({ slug }: { slug: string }) => slug).sort();
    expect(await hosted()).toEqual([open.slug]);
    expect(await hosted(cookies.outsider)).toEqual([open.slug]);
    expect(await hosted(cookies.friend)).toEqual([open.slug, among.slug].sort());
  });

  test('is not there for whom its owner blocked', async () => {
    const values = { member_id: zoe.id, other_id: outsider.id, kind: 'blocked' as const };
    await db.insertInto('blocks').values(values).execute();
    expect(await page(zoe, { cookie: cookies.outsider })).toMatchObject({ status: 404 });
    await db.deleteFrom('blocks').execute();
  });

  test('and its forms are for members', async () => {
    for (const [path, handler] of [
      ['/settings/profile', profile.loader],
      ['/settings/profile', profile.action],
      ['/settings/portrait', portrait.loader],
      ['/settings/portrait', portrait.action],
    ] as const) {
      const form = handler.name === 'action' ? WRITTEN : undefined;
      const { location } = await visit(handler, path, { form });
      expect(location).toBe(`/login?${new URLSearchParams({ next: path })}`);
    }
  });
});

describe('a portrait', () => {
  const send = (form: FormData) =>
    visit(portrait.action, '/settings/portrait', { cookie: cookies.zoe, form });
  const own = async (): Promise<string | null> =>
    (await visit(portrait.loader, '/settings/portrait', { cookie: cookies.zoe })).data.portrait;

  test('is cut where it was asked to be, drawn anew, and worn on one’s page', async () => {
    const crop = { cropX: '0.5', cropY: '0', cropSize: '1' };
    const kept = await send(upload({ seenBy: 'everyone', ...crop }, await photo()));
    expect(kept).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/settings\/portrait\?saved&at=/),
    });
    const id = await own();
    const file = fs.readFileSync(store.fileOf(id ?? '', 'l'));
    expect(file.includes('canary-in-exif')).toBe(false);
    const { data } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)].map((one) => one > 128)).toEqual([false, false, true]);
    expect((await page(zoe)).data.member.portrait).toBe(id);
    const { html } = await render({ path: ':at', module: at }, `/@${zoe.handle}`);
    expect(html).toContain(`/media/${id}.l.webp`);
  });

  test('is replaced by another, whose predecessor is erased', async () => {
    const before = await own();
    await send(upload({ seenBy: 'communities' }, await photo()));
    expect(await own()).not.toBe(before);
    await removeGoneMedia(db, store);
    expect(fs.existsSync(store.fileOf(before ?? '', 's'))).toBe(false);
    expect(fs.existsSync(store.fileOf((await own()) ?? '', 's'))).toBe(true);
  });

  test('is served to whom it is for, and its audience is changed without another photo', async () => {
    const http = await startHttp([], {}, { handlers: [mediaRoutes(config().mediaDir)] });
    try {
      const served = async () => {
        const path = `/media/${await own()}.s.webp`;
        const all = [undefined, cookies.outsider, cookies.friend, cookies.zoe];
        const answers = all.map((cookie) => http.send(path, { headers: cookie ? { Cookie: cookie } : {} }));
        return (await Promise.all(answers)).map(({ status }) => status);
      };
      expect(await served()).toEqual([404, 404, 200, 200]);
      expect((await page(zoe)).data.member.portrait).toBeNull();
      expect((await send(upload({ seenBy: 'nobody' }))).location).toMatch(/portrait\?seenSaved&/);
      expect(await served()).toEqual([404, 404, 404, 200]);
      await send(upload({ seenBy: 'everyone' }));
      expect(await served()).toEqual([200, 200, 200, 200]);
    } finally {
      await http.close();
    }
  });

  test('is refused in words where it is none', async () => {
    const before = await own();
    const refused = await send(upload({ seenBy: 'everyone' }, Buffer.from('<svg onload="alert(1)"/>')));
    expect(refused.status).toBe(422);
    expect(refused.data.error).toEqual({ picture: ['pictureFormat'] });
    expect(await own()).toBe(before);
  });

  test('is taken off: the bird is back, and the picture gone', async () => {
    const before = await own();
    expect((await send(upload({ act: 'remove' }))).location).toMatch(/portrait\?removed&/);
    expect(await own()).toBeNull();
    await removeGoneMedia(db, store);
    expect(fs.existsSync(store.fileOf(before ?? '', 'l'))).toBe(false);
    const missing = await send(upload({ seenBy: 'everyone' }));
    expect(missing.data.error).toEqual({ picture: ['pictureMissing'] });
  });
});
