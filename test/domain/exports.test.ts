import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { config } from '#app/config.server';
import { listActs } from '#app/domain/acts/queries.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import {
  buildExports,
  purgeExports,
  requestExport,
  type Workshop,
} from '#app/domain/exports/commands.server';
import { findReadyExport, listExports } from '#app/domain/exports/queries.server';
import { communityFiles, fileName, memberFiles } from '#app/domain/exports/rules';
import { ExportShelf } from '#app/domain/exports/shelf.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { MediaStore } from '#app/domain/media/store.server';
import type { Self } from '#app/domain/members/rules';
import { publishPost, thankPost } from '#app/domain/posts/commands.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { startTopic } from '#app/domain/topics/commands/start-topic.server';
import { joinTopic } from '#app/domain/topics/commands/take-part.server';
import { writeMessage } from '#app/domain/topics/commands/write-message.server';
import { buildWaiting } from '#app/jobs/exports.server';
import { db } from '#db/client';
import { unzip } from '../support/archive';
import { aCommunity, aMember, anEvent, joins, noticesOf } from '../support/people';
import { cookieOf } from '../support/visit';

const shelf = new ExportShelf(config().mediaDir);
const workshop: Workshop = {
  shelf,
  pictures: new MediaStore(config().mediaDir),
  origin: 'http://localhost:3000',
  readme: async () => 'Bonjour',
};

const french = { language: 'fr' } as const;
const latest = async (self: Self, communityId: string | null = null) => {
  const [first] = await listExports(db, self, communityId);
  if (!first) throw new Error('no export');
  return first;
};

async function archiveOf(self: Self, communityId: string | null = null) {
  expect(await requestExport(db, self, { communityId, ...french })).toEqual({ ok: true });
  await buildWaiting(db);
  const made = await latest(self, communityId);
  expect(made).toMatchObject({ state: 'ready', problem: null });
  const bytes = readFileSync(shelf.fileOf(made.id));
  expect(made.bytes).toBe(bytes.length);
  const files = await unzip(bytes);
  const text = (name: string) => files.get(name)?.toString('utf8') ?? '';
  return { made, files, text, json: (name: string) => JSON.parse(text(name)) };
}

let keeper: Self;
let member: Self;
let other: Self;
let community: { id: string; tag: string };

beforeAll(async () => {
  [keeper, member, other] = [await aMember('Zoé'), await aMember('Maud'), await aMember('Canari Discret')];
  community = await aCommunity(keeper);
  for (const one of [member, other]) await joins(one, community);
});

describe('everything of mine', () => {
  test('is there, and as its schemas say', async () => {
    await db
      .updateTable('members')
      .set({ bio: 'Je brode', bio_seen_by: 'nobody', interests: ['laine'] })
      .where('id', '=', member.id)
      .execute();
    await cookieOf(member);
    const event = await anEvent(keeper, community, { address: 'canariadresse', addressVisibility: 'going' });
    await sendInvitations(db, keeper, event.id, {
      people: [
        { email: member.email, name: '' },
        { email: 'canariemail@example.org', name: 'Canari Invité' },
      ],
      message: 'Venez',
      language: 'fr',
    });
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'maybe' });
    const theirs = await publishPost(db, other, community.tag, { text: 'canaripost' });
    if (!theirs.ok) throw new Error('not posted');
    await thankPost(db, member, theirs.id, true);
    await publishPost(db, member, community.tag, { text: 'Me voilà', replyTo: theirs.id });
    for (const confidential of [false, true]) {
      const form = {
        title: 'Poèmes de métro',
        purpose: '',
        admission: 'open',
        confidential,
        days: null,
      } as const;
      const topic = await startTopic(db, member, community.id, form);
      if (!topic.ok) throw new Error('no topic');
      await writeMessage(db, member, topic.id, { text: confidential ? 'canariconfidence' : 'Ligne 4' });
      await joinTopic(db, other, topic.id, { promises: true });
      await writeMessage(db, other, topic.id, { text: 'canarimessage' });
    }
    const { files, text, json, made } = await archiveOf(member);

    for (const [name, schema] of Object.entries(memberFiles)) {
      const file = fileName(name);
      expect(schema.safeParse(json(`${file}.json`)), file).toMatchObject({ success: true });
      expect(json(`schema/${file}.schema.json`).$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    }
    expect(files.size).toBe(2 * Object.keys(memberFiles).length + 1);
    expect([made.done, made.total]).toEqual([files.size, files.size]);
    expect(json('profile.json')).toMatchObject({
      handle: member.handle,
      email: member.email,
      bio: { value: 'Je brode', seenBy: 'nobody' },
    });
    expect(json('sign-in.json').sessions).toHaveLength(1);
    expect(json('communities.json')).toMatchObject([{ hashtag: community.tag, roles: [] }]);
    expect(json('answers.json')).toMatchObject([{ answer: 'maybe', event: { title: 'Le gâteau d’abord' } }]);
    expect(json('invitations-received.json')).toMatchObject([{ message: 'Venez' }]);
    expect(json('posts.json')).toMatchObject([{ text: 'Me voilà', replyTo: { handle: other.handle } }]);
    expect(json('messages.json')).toMatchObject([{ text: 'Ligne 4', community: community.tag }]);
    expect(json('thanks.json')).toMatchObject([{ post: theirs.id, handle: other.handle }]);
    expect(text('README.txt')).toContain(`@${member.handle}`);

    // Nobody else's private things, and none of the secrets.
    const all = [...files.values()].join('\n');
    for (const canary of [
      'canariadresse',
      'canariemail',
      'canaripost',
      'canarimessage',
      'canariconfidence',
      'Canari Discret',
      'Canari Invité',
      keeper.email,
      'password',
    ]) {
      expect(all, canary).not.toContain(canary);
    }
    const { id } = await db
      .selectFrom('sessions')
      .select('id')
      .where('user_id', '=', member.id)
      .executeTakeFirstOrThrow();
    expect(all).not.toContain(id);
  });

  test('is made once at a time, told by a letter, and its owner’s alone', async () => {
    const self = await aMember('Impatiente');
    await requestExport(db, self, french);
    await requestExport(db, self, french);
    expect(await listExports(db, self, null)).toMatchObject([{ state: 'queued' }]);
    await buildWaiting(db);
    const { id } = await latest(self);
    expect(await noticesOf('export-ready')).toContainEqual({ export: id });
    expect(await findReadyExport(db, self, id)).toMatchObject({ id, hashtag: null });
    expect(await findReadyExport(db, member, id)).toBeUndefined();
    expect(await findReadyExport(db, null, id)).toBeUndefined();
  });

  test('goes after its days, file and all', async () => {
    const self = await aMember('Oublieuse');
    const { made } = await archiveOf(self);
    await db
      .updateTable('exports')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('id', '=', made.id)
      .execute();
    expect(await findReadyExport(db, self, made.id)).toBeUndefined();
    await purgeExports(db, shelf);
    expect(existsSync(shelf.fileOf(made.id))).toBe(false);
    expect(await listExports(db, self, null)).toEqual([]);
  });
});

describe('whatever happens', () => {
  test('one whose builder died is taken up by another', async () => {
    const self = await aMember('Patiente');
    await requestExport(db, self, french);
    const { id } = await latest(self);
    const died = { state: 'building', tries: 1, beat_at: new Date(Date.now() - 61_000) } as const;
    await db
      .updateTable('exports')
      .set({ ...died, beat_at: new Date() })
      .where('id', '=', id)
      .execute();
    await buildWaiting(db);
    expect(await latest(self)).toMatchObject({ state: 'building' });
    await db.updateTable('exports').set(died).where('id', '=', id).execute();
    await buildWaiting(db);
    expect(await latest(self)).toMatchObject({ state: 'ready' });
  });

  test('a full disk is said, and leaves no half file', async () => {
    const self = await aMember('Serrée');
    await requestExport(db, self, french);
    class FullShelf extends ExportShelf {
      override async keep(_: string, content: Readable): Promise<number> {
        // The kernel's own full disk.
        await pipeline(content, createWriteStream('/dev/full'));
        return 0;
      }
    }
    const full = new FullShelf(config().mediaDir);
    await buildExports(db, { ...workshop, shelf: full });
    expect(await latest(self)).toMatchObject({ state: 'failed', problem: 'full' });
    expect(existsSync(shelf.fileOf((await latest(self)).id))).toBe(false);
  });

  test('what cannot be built is tried three times, and then said', async () => {
    const self = await aMember('Cassée');
    await requestExport(db, self, french);
    const broken = { ...workshop, readme: () => Promise.reject(new Error('no words')) };
    for (let tries = 1; tries <= 3; tries += 1) await buildExports(db, broken).catch(() => undefined);
    expect(await latest(self)).toMatchObject({ state: 'failed', problem: 'broken' });
  });

  test('an owner who left meanwhile leaves no file', async () => {
    const self = await aMember('Partie');
    await requestExport(db, self, french);
    const { id } = await latest(self);
    const leaves = async () => {
      await db.deleteFrom('exports').where('id', '=', id).execute();
      return '';
    };
    await buildExports(db, { ...workshop, readme: leaves });
    expect(existsSync(shelf.fileOf(id))).toBe(false);
  });

  test('files without a row are swept away, those under way are not', async () => {
    const folder = path.join(config().mediaDir, 'exports');
    await mkdir(folder, { recursive: true });
    const [stray, fresh] = ['0b5d1f9a-0000-4000-8000-000000000001.zip.x.part', 'fresh.zip.part'];
    for (const name of [stray, fresh]) await writeFile(path.join(folder, name), '');
    const old = new Date(Date.now() - 2 * 86_400_000);
    await utimes(path.join(folder, stray), old, old);
    const before = readdirSync(folder).length;
    await purgeExports(db, shelf);
    expect(readdirSync(folder)).toContain(fresh);
    expect(readdirSync(folder)).not.toContain(stray);
    expect(readdirSync(folder)).toHaveLength(before - 1);
    await rm(path.join(folder, fresh));
  });
});

describe('a whole community', () => {
  test('is its keepers’ to take, and written in its log', async () => {
    expect(await requestExport(db, member, { communityId: community.id, ...french })).toMatchObject({
      reason: 'notYours',
    });
    const { made, json, files } = await archiveOf(keeper, community.id);
    for (const [name, schema] of Object.entries(communityFiles)) {
      expect(schema.safeParse(json(`${fileName(name)}.json`)), name).toMatchObject({ success: true });
    }
    const { acts } = await listActs(db, community.id);
    expect(acts[0]).toMatchObject({ kind: 'community-exported', actor: keeper.handle });
    // Who did not agree to be in the directory is a number.
    expect(json('members.json').map(({ handle }: { handle: string }) => handle)).toEqual([keeper.handle]);
    expect(json('community.json').members).toBe(3);
    expect([...files.values()].join('\n')).not.toMatch(/Discret|@example\.org/);

    // Whoever keeps it no more cannot fetch it any more.
    expect(await findReadyExport(db, keeper, made.id)).toMatchObject({ hashtag: community.tag });
    await setRoles(db, keeper, community.id, { handle: member.handle, roles: ['keeper'] });
    await setRoles(db, member, community.id, { handle: keeper.handle, roles: [] });
    expect(await findReadyExport(db, keeper, made.id)).toBeUndefined();
  });

  test('names who is in the directory by what they show', async () => {
    const [boss, shown] = [await aMember('Chef'), await aMember('Visible')];
    const group = await aCommunity(boss);
    await joins(shown, group);
    await db
      .updateTable('members')
      .set({ name_seen_by: 'nobody', city: 'Lyon', city_seen_by: 'nobody' })
      .where('id', '=', shown.id)
      .execute();
    await db
      .updateTable('memberships')
      .set({ in_directory: true })
      .where('member_id', '=', shown.id)
      .execute();
    const { json } = await archiveOf(boss, group.id);
    expect(json('members.json')[1]).toMatchObject({ handle: shown.handle, name: shown.handle, city: null });
  });
});
