import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { type Refusal, refuse } from '../rules';
import { redraw } from './picture.server';
import type { Crop, KeptPicture, MediaKind } from './rules';
import type { MediaStore } from './store.server';

/** The row of a picture whose files are kept; in the transaction that gives it its place. @returns its id */
export async function addMedia(trx: Trx, uploaderId: string, picture: KeptPicture): Promise<string> {
  const { id, kind, width, height, bytes, blur } = picture;
  await trx
    .insertInto('media')
    .values({ id, kind, uploader_id: uploaderId, width, height, bytes, blur })
    .execute();
  return id;
}

/** Gives up a picture; its files go once the transaction is over (see `removeGoneMedia`). */
export async function dropMedia(trx: Trx, id: string | null): Promise<void> {
  if (id) await trx.deleteFrom('media').where('id', '=', id).execute();
}

/** What the clock does: removes the files of pictures that were given up. */
export async function removeGoneMedia(db: Db, store: MediaStore): Promise<void> {
  const gone = await db.selectFrom('media_gone').select('id').orderBy('gone_at').limit(500).execute();
  for (const { id } of gone) {
    await store.remove(id);
    await db.deleteFrom('media_gone').where('id', '=', id).execute();
  }
}

/** Hours after which a picture that found no place is given up: its form was left. */
const STRAY_HOURS = 24;

/** What the clock does: gives up pictures without a place, and files without a row, which a killed process leaves. */
export async function sweepMedia(db: Db, store: MediaStore): Promise<void> {
  const stray = sql<boolean>`created_at < now() - make_interval(hours => ${sql.lit(STRAY_HOURS)})
    and not exists (select from members where portrait_id = media.id)
    and not exists (select from communities where picture_id = media.id)
    and not exists (select from testimonial_pictures where media_id = media.id)`;
  await db.deleteFrom('media').where(stray).execute();
  const old = await store.listBefore(new Date(Date.now() - STRAY_HOURS * 3_600_000));
  const known = new Set(
    (await db.selectFrom('media').select('id').where(sql<boolean>`id = any(${old}::uuid[])`).execute()).map(
      ({ id }) => id,
    ),
  );
  for (const id of old) if (!known.has(id)) await store.remove(id);
}

type Untaken = Refusal<
  'pictureMissing' | 'pictureHeavy' | 'pictureFormat' | 'pictureBroken' | 'pictureNoRoom'
>;

/** Draws a picture somebody brought anew and keeps its files; `addMedia` gives it its row, `sweepMedia` forgets it otherwise. */
export async function takePicture(
  store: MediaStore,
  kind: MediaKind,
  bytes: Buffer,
  crop?: Crop,
): Promise<{ ok: true; picture: KeptPicture } | Untaken> {
  const redrawn = await redraw(bytes, kind, crop);
  if (!redrawn.ok) return redrawn;
  try {
    return { ok: true, picture: await store.keep(kind, redrawn.picture) };
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return refuse('pictureNoRoom', 'picture');
  }
}

const isDiskFull = (error: unknown) =>
  ['ENOSPC', 'EDQUOT'].includes((error as { code?: string } | undefined)?.code ?? '');

/** What a form answers that brought this picture: the disk is ours to mind, the rest is the sender's. */
export const statusOfRefusal = ({ reason }: Untaken): 507 | 422 => (reason === 'pictureNoRoom' ? 507 : 422);
