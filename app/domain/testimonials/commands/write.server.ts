import { type Db, type Trx, withTransaction } from '#db/client';
import type { Row } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import { rolesIn } from '../../communities/queries.server';
import { addMedia, dropMedia } from '../../media/commands.server';
import type { KeptPicture } from '../../media/rules';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { MOST_PICTURES, type TestimonialInput } from '../rules';

type Done<Reason extends string = never> = Promise<{ ok: true } | Refusal<'notYours' | Reason>>;

/** Begins a testimonial, as a draft; for the members of the community. */
export async function startTestimonial(
  db: Db | Trx,
  self: Self,
  communityId: string,
  { title, text }: TestimonialInput,
): Promise<{ ok: true; id: string } | Refusal<'notYours'>> {
  if (!(await rolesIn(db, { member: self, keys: [] }, communityId))) return refuse('notYours');
  const { id } = await db
    .insertInto('testimonials')
    .values({ community_id: communityId, author_id: self.id, title, text })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { ok: true, id };
}

/**
 * Writes on. What moderators saw is what everybody sees: a text that is offered or published becomes a draft again
 * when it changes, and is off the page until it is offered and accepted anew. Its comments wait with it.
 */
export function saveTestimonial(db: Db | Trx, self: Self, id: string, input: TestimonialInput): Done {
  return withTransaction(db, async (trx) => {
    const own = await lockOwn(trx, self, id);
    if (!own) return refuse('notYours');
    if (own.title === input.title && own.text === input.text) return { ok: true };
    await reopen(trx, id, input);
    return { ok: true };
  });
}

const reopen = (trx: Trx, id: string, changed: Partial<TestimonialInput> = {}) =>
  trx
    .updateTable('testimonials')
    .set({ ...changed, state: 'draft', published_at: null, updated_at: new Date() })
    .where('id', '=', id)
    .execute();

/** Puts it before the community's moderators. */
export function offerTestimonial(db: Db | Trx, self: Self, id: string): Done<'empty'> {
  return withTransaction(db, async (trx) => {
    const own = await lockOwn(trx, self, id);
    if (!own || !(await rolesIn(trx, { member: self, keys: [] }, own.community_id)))
      return refuse('notYours');
    if (own.state === 'offered' || own.state === 'published') return { ok: true };
    if (own.text === '') return refuse('empty', 'text');
    await trx
      .updateTable('testimonials')
      .set({ state: 'offered', offered_at: new Date() })
      .where('id', '=', id)
      .execute();
    await announce(trx, { kind: 'testimonial-offered', testimonial: id });
    return { ok: true };
  });
}

/** Takes it back from the page, or from the moderators: it is a draft again. */
export function withdrawTestimonial(db: Db, self: Self, id: string): Done {
  return withTransaction(db, async (trx) => {
    if (!(await lockOwn(trx, self, id))) return refuse('notYours');
    await reopen(trx, id);
    return { ok: true };
  });
}

/** Throws it away for good, with its pictures and what was said under it. */
export function deleteTestimonial(db: Db, self: Self, id: string): Done {
  return withTransaction(db, async (trx) => {
    if (!(await lockOwn(trx, self, id))) return refuse('notYours');
    const pictures = await picturesOf(trx, id);
    await trx.deleteFrom('testimonials').where('id', '=', id).execute();
    for (const { media_id } of pictures) await dropMedia(trx, media_id);
    return { ok: true };
  });
}

/** Gives it one more picture, whose files are kept already. */
export function addPicture(
  db: Db | Trx,
  self: Self,
  id: string,
  picture: KeptPicture,
  alt: string,
): Done<'picturesFull'> {
  return withTransaction(db, async (trx) => {
    if (!(await lockOwn(trx, self, id))) return refuse('notYours');
    const taken = new Set((await picturesOf(trx, id)).map(({ position }) => position));
    const position = Array.from({ length: MOST_PICTURES }, (_, at) => at).find((at) => !taken.has(at));
    if (position === undefined) return refuse('picturesFull', 'picture');
    const media_id = await addMedia(trx, self.id, picture);
    await trx
      .insertInto('testimonial_pictures')
      .values({ testimonial_id: id, media_id, position, alt })
      .execute();
    await reopen(trx, id);
    return { ok: true };
  });
}

export function removePicture(db: Db, self: Self, id: string, mediaId: string): Done {
  return withTransaction(db, async (trx) => {
    if (!(await lockOwn(trx, self, id))) return refuse('notYours');
    const pictures = await picturesOf(trx, id);
    if (!pictures.some(({ media_id }) => media_id === mediaId)) return { ok: true };
    await dropMedia(trx, mediaId);
    await reopen(trx, id);
    return { ok: true };
  });
}

/** Says what pictures show, by their ids. */
export function describePictures(db: Db, self: Self, id: string, alts: ReadonlyMap<string, string>): Done {
  return withTransaction(db, async (trx) => {
    if (!(await lockOwn(trx, self, id))) return refuse('notYours');
    for (const { media_id, alt } of await picturesOf(trx, id)) {
      const said = alts.get(media_id) ?? alt;
      if (said === alt) continue;
      await trx
        .updateTable('testimonial_pictures')
        .set({ alt: said })
        .where('media_id', '=', media_id)
        .execute();
      await reopen(trx, id);
    }
    return { ok: true };
  });
}

const picturesOf = (trx: Trx, id: string) =>
  trx
    .selectFrom('testimonial_pictures')
    .select(['media_id', 'position', 'alt'])
    .where('testimonial_id', '=', id)
    .execute();

/** One's own, locked: nobody accepts it while it is being changed. */
function lockOwn(trx: Trx, self: Self, id: string): Promise<Row<'testimonials'> | undefined> {
  return trx
    .selectFrom('testimonials')
    .selectAll()
    .where('id', '=', id)
    .where('author_id', '=', self.id)
    .forUpdate()
    .executeTakeFirst();
}
