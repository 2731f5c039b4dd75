import { sql } from 'kysely';
import type { ZodType } from 'zod';
import { type Db, withTransaction } from '#db/client';
import type { Row } from '#db/schema';
import { announce } from '../../notices/announce.server';
import { EXPORT_TASK } from '../../notices/catalogue';
import { recordAct } from '../acts/commands.server';
import { rolesIn } from '../communities/queries.server';
import { canHandOutRoles } from '../communities/rules';
import type { MediaStore } from '../media/store.server';
import { findSelf } from '../members/queries.server';
import type { Self } from '../members/rules';
import { type Language, type Refusal, refuse } from '../rules';
import { type Entry, zipOf } from './archive.server';
import { communityArchive } from './community-archive.server';
import { listPictures, memberArchive } from './member-archive.server';
import { communityFiles, KEPT_DAYS, memberFiles, schemasOf } from './rules';
import { type ExportShelf, isDiskFull } from './shelf.server';

const DAY_MS = 86_400_000;
/** Without a sign of life for so long, whoever built it is given up for dead. */
const LEASE_SECONDS = 60;
const BEAT_MS = 5_000;
/** How often a page that waits is told how far it is. */
const SAID_EVERY_MS = 500;
const MOST_TRIES = 3;

/** Has an archive made, of everything of one's own or of a community one keeps. One is made at a time of each. */
export function requestExport(
  db: Db,
  self: Self,
  { communityId = null, language }: { communityId?: string | null; language: Language },
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    if (communityId) {
      const roles = await rolesIn(trx, { member: self, keys: [] }, communityId);
      if (!canHandOutRoles(roles)) return refuse('notYours');
    }
    const made = await trx
      .insertInto('exports')
      .values({
        member_id: self.id,
        community_id: communityId,
        language,
        expires_at: new Date(Date.now() + KEPT_DAYS * DAY_MS),
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    // Pressed twice, it is under way already.
    if (!made) return { ok: true };
    if (communityId) await recordAct(trx, { kind: 'community-exported', communityId, actorId: self.id });
    await sql`select graphile_worker.add_job(${EXPORT_TASK}::text)`.execute(trx);
    return { ok: true };
  });
}

/** What building needs beside the database. */
export interface Workshop {
  shelf: ExportShelf;
  pictures: MediaStore;
  /** Where addresses begin. */
  origin: string;
  /** What stands in README.txt. */
  readme: (made: { language: Language; hashtag: string | null; handle: string }) => Promise<string>;
}

/** What the clock and each request do: builds what waits, and what a process left when it died. */
export async function buildExports(db: Db, workshop: Workshop): Promise<void> {
  for (let job = await claim(db); job; job = await claim(db)) await build(db, workshop, job);
}

function claim(db: Db): Promise<Row<'exports'> | undefined> {
  return db
    .updateTable('exports')
    .set({ state: 'building', beat_at: new Date(), done: 0, tries: sql`tries + 1` })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('exports')
        .select('id')
        .where((one) =>
          one.or([
            one('state', '=', 'queued'),
            one.and([
              one('state', '=', 'building'),
              one('beat_at', '<', sql<Date>`now() - make_interval(secs => ${sql.lit(LEASE_SECONDS)})`),
            ]),
          ]),
        )
        .orderBy('created_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
}

async function build(db: Db, workshop: Workshop, job: Row<'exports'>): Promise<void> {
  const { id } = job;
  const mine = (set: Parameters<typeof update>[2]) => update(db, job, set);
  let done = 0;
  const live = () => mine({ done, beat_at: new Date() }).catch(() => undefined);
  const beat = setInterval(live, BEAT_MS);
  try {
    const entries = await entriesOf(db, workshop, job);
    // Who let it die so often would let it die again.
    if (!entries || job.tries > MOST_TRIES) return await fail(db, job, 'broken');
    await mine({ total: entries.length });
    let said = Date.now();
    const bytes = await workshop.shelf.keep(
      id,
      zipOf(entries, () => {
        done += 1;
        if (Date.now() - said < SAID_EVERY_MS) return;
        said = Date.now();
        void live();
      }),
    );
    // Its owner may have left meanwhile, or another has taken it up.
    if (!(await finish(db, job, { bytes, done: entries.length }))) await workshop.shelf.remove([id]);
  } catch (error) {
    if (isDiskFull(error)) return await fail(db, job, 'full');
    if (job.tries >= MOST_TRIES) await fail(db, job, 'broken');
    else await mine({ state: 'queued' });
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** The files of an archive; undefined where there is none for them any more. */
async function entriesOf(db: Db, workshop: Workshop, job: Row<'exports'>): Promise<Entry[] | undefined> {
  const self = await findSelf(db, job.member_id);
  if (!self) return undefined;
  const { origin, readme } = workshop;
  const about = { language: job.language, handle: self.handle };
  const pictures = (ids: string[]): Entry[] =>
    ids.map((id) => ({ name: `media/${id}.webp`, file: workshop.pictures.fileOf(id, 'l') }));
  if (!job.community_id) {
    const text = await readme({ ...about, hashtag: null });
    const media = await listPictures(db, self.id);
    return [...documented(text, memberFiles), ...memberArchive(db, self, origin), ...pictures(media)];
  }
  const viewer = { member: self, keys: [] };
  if (!canHandOutRoles(await rolesIn(db, viewer, job.community_id))) return undefined;
  const { hashtag, picture_id } = await db
    .selectFrom('communities')
    .select(['hashtag', 'picture_id'])
    .where('id', '=', job.community_id)
    .executeTakeFirstOrThrow();
  const text = await readme({ ...about, hashtag });
  const content = communityArchive(db, viewer, job.community_id, origin);
  return [...documented(text, communityFiles), ...content, ...pictures(picture_id ? [picture_id] : [])];
}

/** What explains the files: a word for people, and for each a schema for programs. */
const documented = (readme: string, files: Record<string, ZodType>): Entry[] => [
  { name: 'README.txt', text: readme },
  ...schemasOf(files).map(([name, schema]) => ({ name, text: `${JSON.stringify(schema, null, 2)}\n` })),
];

/** Only whoever holds it: one given up for dead says nothing any more. */
function update(db: Db, { id, tries }: Row<'exports'>, set: { [column: string]: unknown }): Promise<unknown> {
  return db
    .updateTable('exports')
    .set(set)
    .where('id', '=', id)
    .where('tries', '=', tries)
    .where('state', '=', 'building')
    .execute();
}

const fail = async (db: Db, job: Row<'exports'>, problem: 'full' | 'broken'): Promise<void> => {
  await update(db, job, { state: 'failed', problem });
};

function finish(
  db: Db,
  { id, tries }: Row<'exports'>,
  { bytes, done }: { bytes: number; done: number },
): Promise<boolean> {
  return withTransaction(db, async (trx) => {
    const now = Date.now();
    const ready = await trx
      .updateTable('exports')
      .set({ state: 'ready', bytes: String(bytes), done, ready_at: new Date(now) })
      .set({ expires_at: new Date(now + KEPT_DAYS * DAY_MS) })
      .where('id', '=', id)
      .where('tries', '=', tries)
      .where('state', '=', 'building')
      .returning('id')
      .executeTakeFirst();
    if (ready) await announce(trx, { kind: 'export-ready', export: id });
    return ready !== undefined;
  });
}

/** What the clock does: removes archives whose days are over, and files without a row. */
export async function purgeExports(db: Db, shelf: ExportShelf): Promise<void> {
  const gone = await db.deleteFrom('exports').where('expires_at', '<=', new Date()).returning('id').execute();
  await shelf.remove(gone.map(({ id }) => id));
  const known = await db.selectFrom('exports').select('id').execute();
  await shelf.sweep(new Set(known.map(({ id }) => id)), new Date(Date.now() - DAY_MS));
}
