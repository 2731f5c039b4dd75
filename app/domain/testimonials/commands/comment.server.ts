import { type Db, type Trx, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import { rolesIn } from '../../communities/queries.server';
import { canModerate } from '../../communities/rules';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { findTestimonial } from '../queries.server';

/** Says something under a published testimonial; for the members of its community. */
export function commentOn(
  db: Db | Trx,
  self: Self,
  communityId: string,
  testimonialId: string,
  text: string,
): Promise<{ ok: true; id: string } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const viewer = { member: self, keys: [] };
    const testimonial = await findTestimonial(trx, viewer, communityId, testimonialId);
    if (testimonial?.state !== 'published' || !(await rolesIn(trx, viewer, communityId)))
      return refuse('notYours');
    const { id } = await trx
      .insertInto('testimonial_comments')
      .values({ testimonial_id: testimonialId, author_id: self.id, text })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { ok: true, id };
  });
}

/** Removes a comment: its author, or a moderator of the community. */
export function removeComment(
  db: Db | Trx,
  self: Self,
  commentId: string,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const comment = await trx
      .selectFrom('testimonial_comments as said')
      .innerJoin('testimonials', 'testimonials.id', 'said.testimonial_id')
      .select(['said.author_id', 'testimonials.community_id'])
      .where('said.id', '=', commentId)
      .executeTakeFirst();
    if (!comment) return refuse('notYours');
    const roles = await rolesIn(trx, { member: self, keys: [] }, comment.community_id);
    if (comment.author_id !== self.id && !canModerate(roles)) return refuse('notYours');
    await takeDownComment(trx, self, commentId);
    return { ok: true };
  });
}

/** Removes a comment; the caller has asked who may. */
export async function takeDownComment(trx: Trx, self: Self, commentId: string): Promise<void> {
  const removed = await trx
    .updateTable('testimonial_comments')
    .set({ removed_at: new Date(), removed_by: self.id })
    .where('id', '=', commentId)
    .where('removed_at', 'is', null)
    .returning(['author_id', 'testimonial_id'])
    .executeTakeFirst();
  if (!removed || removed.author_id === self.id) return;
  const { community_id } = await trx
    .selectFrom('testimonials')
    .select('community_id')
    .where('id', '=', removed.testimonial_id)
    .executeTakeFirstOrThrow();
  await recordAct(trx, {
    kind: 'comment-removed',
    communityId: community_id,
    actorId: self.id,
    subjectId: removed.author_id ?? undefined,
  });
}
