import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { config } from '#app/config.server';
import { showInDirectory } from '#app/domain/communities/commands/directory.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import {
  addMedia,
  dropMedia,
  removeGoneMedia,
  sweepMedia,
  takePicture,
} from '#app/domain/media/commands.server';
import type { Crop, MediaKind } from '#app/domain/media/rules';
import { MediaStore } from '#app/domain/media/store.server';
import type { Self } from '#app/domain/members/rules';
import { decideReport, passReport } from '#app/domain/moderation/commands/decide.server';
import { reportThing } from '#app/domain/moderation/commands/report.server';
import { listReports } from '#app/domain/moderation/queries.server';
import { mediaRoutes } from '#app/http/media.server';
import { db, withTransaction } from '#db/client';
import { startHttp, type TestHttp } from '#test/support/http-server';
import { aCommunity, aMember, joins } from '#test/support/people';
import { cookieOf } from '#test/support/visit';

const store = new MediaStore(config().mediaDir);
const files = (): string[] =>
  fs.existsSync(path.join(config().mediaDir, 'pictures'))
    ? fs
        .readdirSync(path.join(config().mediaDir, 'pictures'), { recursive: true })
        .map(String)
        .filter((name) => /webp/.test(name))
    : [];

/** A photo as a telephone writes it: lying on its side, with a place and words of its owner in it. */
const photo = (width = 400, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } })
    .composite([
      {
        input: { create: { width: width / 4, height: height / 4, channels: 3, background: '#00f' } },
        top: 0,
        left: 0,
      },
    ])
    .withExif({ IFD0: { Copyright: 'canary-in-exif' }, IFD3: { GPSLatitude: '48/1 51/1 24/1' } })
    .jpeg({ quality: 95 })
    .toBuffer();

async function taken(kind: MediaKind, bytes: Buffer, crop?: Crop) {
  const result = await takePicture(store, kind, bytes, crop);
  if (!result.ok) throw new Error(result.reason);
  return result.picture;
}

const read = (id: string, size: 's' | 'l') => fs.readFileSync(store.fileOf(id, size));

describe('a picture somebody brings', () => {
  test('is drawn anew: nothing of its file stays but the pixels', async () => {
    const bytes = await photo();
    expect(bytes.includes('canary-in-exif')).toBe(true);
    const { id, width, height, blur } = await taken('testimonial', bytes);
    expect({ width, height }).toEqual({ width: 400, height: 300 });
    for (const size of ['s', 'l'] as const) {
      const drawn = read(id, size);
      expect(drawn.includes('canary-in-exif')).toBe(false);
      const { format, exif, xmp, icc } = await sharp(drawn).metadata();
      expect({ format, carries: [exif, xmp, icc] }).toEqual({
        format: 'webp',
        carries: [undefined, undefined, undefined],
      });
    }
    expect(blur).toMatch(/^data:image\/webp;base64,/);
    expect(blur.length).toBeLessThan(1_000);
  });

  test('stands upright, however the telephone was held', async () => {
    const lying = await sharp(await photo(400, 200))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await taken('testimonial', lying)).toMatchObject({ width: 200, height: 400 });
  });

  test('becomes a square as a portrait, the one that was chosen', async () => {
    const { id } = await taken('portrait', await photo(), { cropX: 0, cropY: 0, cropSize: 0.25 });
    expect(await sharp(read(id, 's')).metadata()).toMatchObject({ width: 160, height: 160 });
    const { channels } = await sharp(read(id, 'l')).stats();
    // The corner is blue, the rest red.
    expect(channels[2]?.mean).toBeGreaterThan(200);
    expect(channels[0]?.mean).toBeLessThan(40);
  });

  test('is cut inside itself, whatever numbers are sent', async () => {
    await expect(
      taken('portrait', await photo(), { cropX: 1, cropY: 1, cropSize: 1 }),
    ).resolves.toMatchObject({ width: 640 });
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'pictureMissing'],
    ['a program in a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'pictureFormat'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'pictureFormat'],
    ['the beginning of a photo', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'pictureBroken'],
    ['too heavy a file', Buffer.alloc(10 * 1_048_576, 0xff), 'pictureHeavy'],
  ])('%s is refused with its reason', async (_what, bytes, reason) => {
    const before = files().length;
    expect(await takePicture(store, 'portrait', bytes)).toEqual({ ok: false, reason, field: 'picture' });
    expect(files()).toHaveLength(before);
  });

  test('of more pixels than fit into memory is refused before it is opened', async () => {
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await takePicture(store, 'testimonial', bomb)).toMatchObject({ reason: 'pictureBroken' });
  });

  test('finds no room on a full disk: said as such, and no half of it stays', async () => {
    const full = new MediaStore('/dev/full');
    const refused = await takePicture(full, 'portrait', await photo()).catch((error) => error);
    // A device is no folder: the store's own error, where a full disk's would be ENOSPC.
    expect(refused.code).toBe('ENOTDIR');
    const noRoom = Object.assign(new MediaStore(config().mediaDir), {
      keep: () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
    });
    expect(await takePicture(noRoom, 'portrait', await photo())).toMatchObject({ reason: 'pictureNoRoom' });
  });
});

describe('what is given up', () => {
  test('leaves the disk with its row', async () => {
    const self = await aMember();
    const picture = await taken('portrait', await photo());
    await withTransaction(db, (trx) => addMedia(trx, self.id, picture));
    await withTransaction(db, (trx) => dropMedia(trx, picture.id));
    expect(fs.existsSync(store.fileOf(picture.id, 'l'))).toBe(true);
    await removeGoneMedia(db, store);
    expect(fs.existsSync(store.fileOf(picture.id, 'l'))).toBe(false);
    expect(await db.selectFrom('media_gone').selectAll().execute()).toEqual([]);
  });

  test('after a day without a place, row or file; what has its place stays', async () => {
    const self = await aMember();
    const [placed, stray, fileOnly, fresh] = await Promise.all(
      Array.from({ length: 4 }, async () => taken('portrait', await photo())),
    );
    const ids = [placed, stray, fresh].map((picture) => picture!);
    await withTransaction(db, async (trx) => {
      for (const picture of ids) await addMedia(trx, self.id, picture);
      await trx.updateTable('members').set({ portrait_id: placed!.id }).where('id', '=', self.id).execute();
    });
    const dayBefore = new Date(Date.now() - 25 * 3_600_000);
    await db
      .updateTable('media')
      .set({ created_at: dayBefore })
      .where('id', 'in', [placed!.id, stray!.id])
      .execute();
    for (const picture of [placed!, stray!, fileOnly!])
      for (const size of ['s', 'l'] as const)
        fs.utimesSync(store.fileOf(picture.id, size), dayBefore, dayBefore);
    await sweepMedia(db, store);
    await removeGoneMedia(db, store);
    const there = (picture: { id: string } | undefined) => fs.existsSync(store.fileOf(picture!.id, 's'));
    expect([placed, stray, fileOnly, fresh].map(there)).toEqual([true, false, false, true]);
  });
});

describe('/media', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await startHttp([], {}, { handlers: [mediaRoutes(config().mediaDir)] });
  });
  afterAll(() => http.close());

  test('shows a portrait to whom its member shows it, and is not there for others', async () => {
    const [self, other] = await Promise.all([aMember(), aMember()]);
    const picture = await taken('portrait', await photo());
    await withTransaction(db, async (trx) => {
      await addMedia(trx, self.id, picture);
      await trx.updateTable('members').set({ portrait_id: picture.id }).where('id', '=', self.id).execute();
    });
    const ask = async (cookie = '') =>
      http.send(`/media/${picture.id}.l.webp`, { headers: cookie ? { Cookie: cookie } : {} });
    const open = await ask();
    expect(open.status).toBe(200);
    expect(open.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=3600',
      'x-content-type-options': 'nosniff',
    });
    expect(open.body.equals(read(picture.id, 'l'))).toBe(true);
    const again = await http.send(`/media/${picture.id}.l.webp`, {
      headers: { 'If-None-Match': String(open.headers.etag) },
    });
    expect(again.status).toBe(304);

    await db.updateTable('members').set({ portrait_seen_by: 'nobody' }).where('id', '=', self.id).execute();
    expect((await ask()).status).toBe(404);
    expect((await ask(await cookieOf(other))).status).toBe(404);
    expect((await ask(await cookieOf(self))).status).toBe(200);
  });

  test('shows what a report quotes to who decides about it, until it is decided, and to nobody else', async () => {
    const [keeper, moderator, self, reporter, stewarding] = (await Promise.all(
      Array.from({ length: 5 }, () => aMember()),
    )) as [Self, Self, Self, Self, Self];
    await db.updateTable('members').set({ steward: true }).where('id', '=', stewarding.id).execute();
    const steward = { ...stewarding, steward: true };
    const circle = await aCommunity(keeper);
    for (const one of [moderator, self, reporter]) await joins(one, circle);
    await setRoles(db, keeper, circle.id, { handle: moderator.handle, roles: ['moderator'] });
    await showInDirectory(db, self, circle.id, true);
    const picture = await taken('portrait', await photo());
    await withTransaction(db, async (trx) => {
      await addMedia(trx, self.id, picture);
      await trx.updateTable('members').set({ portrait_id: picture.id }).where('id', '=', self.id).execute();
    });
    const thing = { about: 'member', id: self.handle } as const;
    const toModerators = { reason: 'unkind', note: '', community: circle.id } as const;
    expect(await reportThing(db, reporter, thing, toModerators)).toEqual({ ok: true });
    // Hidden since: what was reported stays before who decides.
    await db.updateTable('members').set({ portrait_seen_by: 'nobody' }).where('id', '=', self.id).execute();

    const people = [keeper, moderator, self, reporter, steward];
    const asked = async (size = 's') => {
      const answers = [await http.send(`/media/${picture.id}.${size}.webp`)];
      for (const one of people)
        answers.push(
          await http.send(`/media/${picture.id}.${size}.webp`, { headers: { Cookie: await cookieOf(one) } }),
        );
      return answers.map(({ status }) => status);
    };
    // A stranger, the keeper, the moderator, its member, who reported, a steward.
    expect(await asked()).toEqual([404, 200, 200, 200, 404, 404]);
    const cookie = await cookieOf(moderator);
    const judged = await http.send(`/media/${picture.id}.s.webp`, { headers: { Cookie: cookie } });
    expect(judged.headers['cache-control']).toBe('private, no-store');
    const [open] = await listReports(db, moderator, circle.id);
    expect(open?.pictures).toEqual([{ id: picture.id, width: picture.width, height: picture.height }]);

    await passReport(db, moderator, open!.id);
    expect(await asked()).toEqual([404, 404, 404, 200, 404, 200]);
    await decideReport(db, steward, open!.id, { decision: 'nothing', word: '' });
    expect(await asked()).toEqual([404, 404, 404, 200, 404, 404]);
    expect(await asked('l')).toEqual([404, 404, 404, 200, 404, 404]);
    expect((await listReports(db, steward, null, 'decided'))[0]?.pictures).toEqual([]);
  });

  test.each(['00000000-0000-4000-8000-000000000000.l.webp', '../../etc/passwd', 'x.s.webp'])(
    '%s is nothing',
    async (name) => {
      expect((await http.send(`/media/${encodeURIComponent(name)}`)).status).toBe(404);
    },
  );

  test('a row whose file is not there yet is nothing', async () => {
    const self = await aMember();
    const picture = await taken('portrait', await photo());
    await withTransaction(db, async (trx) => {
      await addMedia(trx, self.id, picture);
      await trx.updateTable('members').set({ portrait_id: picture.id }).where('id', '=', self.id).execute();
    });
    await store.remove(picture.id);
    expect((await http.send(`/media/${picture.id}.s.webp`)).status).toBe(404);
  });
});
