import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import { rolesIn } from '../../communities/queries.server';
import { canModerate } from '../../communities/rules';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { awaitsAnother } from '../queries.server';
import type { answerInput } from '../rules';

/**
 * Publishes what was offered, or gives it back with a word; its author is told either way. Nobody answers their own while
 * somebody else could.
 */
export function answerTestimonial(
  db: Db | Trx,
  self: Self,
  id: string,
  { answer, word }: z.output<typeof answerInput>,
): Promise<{ ok: true } | Refusal<'notYours' | 'notOffered' | 'awaitsAnother'>> {
  return withTransaction(db, async (trx) => {
    const offered = await lockModerated(trx, self, id);
    if (!offered) return refuse('notYours');
    // Taken back meanwhile, or answered by somebody else.
    if (offered.state !== 'offered') return refuse('notOffered');
    if (offered.awaits_another) return refuse('awaitsAnother');
    const isPublished = answer === 'publish';
    await trx
      .updateTable('testimonials')
      .set({
        state: isPublished ? 'published' : 'returned',
        published_at: isPublished ? new Date() : null,
        answer: word,
        decided_by: self.id,
      })
      .where('id', '=', id)
      .execute();
    await recordAct(trx, {
      kind: isPublished ? 'testimonial-published' : 'testimonial-returned',
      communityId: offered.community_id,
      actorId: self.id,
      subjectId: offered.author_id ?? undefined,
      details: { testimonial: id },
    });
    if (offered.author_id !== self.id) await announce(trx, { kind: 'testimonial-answered', testimonial: id });
    return { ok: true };
  });
}

/** Takes a published testimonial off the page and gives it back to its author; the caller tells them why. */
export async function takeDownTestimonial(trx: Trx, self: Self, id: string, word: string): Promise<void> {
  const taken = await trx
    .updateTable('testimonials')
    .set({ state: 'returned', published_at: null, answer: word, decided_by: self.id })
    .where('id', '=', id)
    .where('state', '=', 'published')
    .returning(['community_id', 'author_id'])
    .executeTakeFirst();
  if (!taken) return;
  await recordAct(trx, {
    kind: 'testimonial-returned',
    communityId: taken.community_id,
    actorId: self.id,
    subjectId: taken.author_id ?? undefined,
    details: { testimonial: id },
  });
}

async function lockModerated(trx: Trx, self: Self, id: string) {
  const viewer = { member: self, keys: [] };
  const row = await trx
    .selectFrom('testimonials')
    .select(['community_id', 'author_id', 'state', awaitsAnother(viewer).as('awaits_another')])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const roles = row && (await rolesIn(trx, viewer, row.community_id));
  return canModerate(roles ?? null) ? row : undefined;
}
