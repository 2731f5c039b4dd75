import { db } from '#db/client';
import type { Self } from '../../domain/members/rules';
import { answerTestimonial } from '../../domain/testimonials/commands/answer.server';
import { commentOn, removeComment } from '../../domain/testimonials/commands/comment.server';
import {
  deleteTestimonial,
  offerTestimonial,
  withdrawTestimonial,
} from '../../domain/testimonials/commands/write.server';
import { answerInput, commentInput, testimonialId } from '../../domain/testimonials/rules';
import { slowDown } from '../../http/limits.server';

/** What became of a form of a testimonial's page: where to go, or what to mend. */
export type Done =
  | { to: 'page'; said?: string; at?: string }
  | { to: 'list'; said: string }
  | { problem: string; field: 'text' | 'word'; typed: string; status: number };

const must = ({ ok }: { ok: boolean }) => {
  if (!ok) throw new Response(null, { status: 404 });
};

/** Does what a form of the page asks. Throws a 404 for what is not this member's to do. */
export async function act(self: Self, communityId: string, id: string, form: FormData): Promise<Done> {
  switch (form.get('act')) {
    case 'offer': {
      const offered = await offerTestimonial(db, self, id);
      if (!offered.ok && offered.reason === 'empty')
        return { problem: 'empty', field: 'text', typed: '', status: 422 };
      must(offered);
      return { to: 'page', said: 'offered' };
    }
    case 'withdraw':
      must(await withdrawTestimonial(db, self, id));
      return { to: 'page', said: 'withdrawn' };
    case 'delete':
      must(await deleteTestimonial(db, self, id));
      return { to: 'list', said: 'deleted' };
    case 'remove-comment':
      must(await removeComment(db, self, testimonialId.safeParse(form.get('comment')).data ?? id));
      return { to: 'page', at: '#comments' };
    case 'publish':
    case 'return':
      return answer(self, id, String(form.get('act')), String(form.get('word') ?? ''));
    default:
      return comment(self, communityId, id, String(form.get('text') ?? ''));
  }
}

async function answer(self: Self, id: string, given: string, word: string): Promise<Done> {
  const read = answerInput.safeParse({ answer: given, word });
  if (!read.success) {
    const problem = read.error.issues[0]?.message ?? 'required';
    return { problem, field: 'word', typed: word, status: 400 };
  }
  const answered = await answerTestimonial(db, self, id, read.data);
  if (answered.ok) return { to: given === 'publish' ? 'page' : 'list', said: SAID[read.data.answer] };
  if (answered.reason !== 'notYours') return { to: 'page', said: answered.reason };
  throw new Response(null, { status: 404 });
}

const SAID = { publish: 'published', return: 'returned' } as const;

async function comment(self: Self, communityId: string, id: string, typed: string): Promise<Done> {
  const read = commentInput.safeParse({ text: typed });
  if (!read.success) {
    return { problem: read.error.issues[0]?.message ?? 'required', field: 'text', typed, status: 400 };
  }
  const slow = await slowDown(['message', self.id]);
  if (slow) return { problem: slow, field: 'text', typed, status: 429 };
  const said = await commentOn(db, self, communityId, id, read.data.text);
  if (!said.ok) throw new Response(null, { status: 404 });
  return { to: 'page', at: `#comment-${said.id}` };
}
