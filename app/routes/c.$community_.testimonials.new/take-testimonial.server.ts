import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { config } from '../../config.server';
import { takePicture } from '../../domain/media/commands.server';
import { MOST_PICTURE_BYTES, PICTURE_TYPES } from '../../domain/media/rules';
import { MediaStore } from '../../domain/media/store.server';
import type { Self } from '../../domain/members/rules';
import {
  addPicture,
  describePictures,
  offerTestimonial,
  removePicture,
  saveTestimonial,
  startTestimonial,
} from '../../domain/testimonials/commands/write.server';
import {
  ALT_LENGTH,
  altInput,
  MOST_PICTURES,
  testimonialId,
  testimonialInput,
} from '../../domain/testimonials/rules';
import { readUpload } from '../../http/form.server';
import { slowDown } from '../../http/limits.server';

/** What the form must know of the rules. */
export const limits = {
  pictures: MOST_PICTURES,
  bytes: MOST_PICTURE_BYTES,
  types: PICTURE_TYPES,
  alt: ALT_LENGTH,
};

interface Written {
  self: Self;
  communityId: string;
  /** `/c/612rencontres/testimonials` */
  pages: string;
  /** Of the one that is written on; a first save makes it. */
  id?: string;
}

const missing = () => new Response(null, { status: 404 });
const must = ({ ok }: { ok: boolean }) => {
  if (!ok) throw missing();
};

/**
 * Takes the form of a testimonial: its words are kept whatever else was pressed, and a picture that cannot be taken
 * loses nothing of them.
 */
export async function takeTestimonial(request: Request, { self, communityId, pages, id }: Written) {
  const { form, bytes } = await readUpload(request);
  const submission = parseWithZod(form, { schema: testimonialInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const kept = id ?? (await start(self, communityId, submission.value));
  if (id) must(await saveTestimonial(db, self, id, submission.value));
  const alts = [...form].filter(([name]) => name.startsWith('alt-'));
  const said = alts.map(
    ([name, alt]) => [name.slice('alt-'.length), altInput.safeParse(alt).data ?? ''] as const,
  );
  must(await describePictures(db, self, kept, new Map(said)));
  const edit = `${pages}/${kept}/edit`;
  const remove = testimonialId.safeParse(form.get('remove')).data;
  if (remove) {
    must(await removePicture(db, self, kept, remove));
    return redirect(`${edit}?saved#pictures`, 303);
  }
  if (bytes.length > 0) {
    const problem = await takeOne(self, kept, bytes, String(form.get('newAlt') ?? ''));
    if (problem) return redirect(`${edit}?${new URLSearchParams({ problem })}#pictures`, 303);
  }
  const intent = form.get('intent');
  if (intent === 'preview') return redirect(`${pages}/${kept}`, 303);
  if (intent !== 'offer') return redirect(`${edit}?saved${bytes.length > 0 ? '#pictures' : ''}`, 303);
  const offered = await offerTestimonial(db, self, kept);
  if (offered.ok) return redirect(`${pages}/${kept}?said=offered`, 303);
  if (offered.reason === 'empty') return redirect(`${edit}?problem=empty`, 303);
  throw missing();
}

async function start(
  self: Self,
  communityId: string,
  input: { title: string; text: string },
): Promise<string> {
  const made = await startTestimonial(db, self, communityId, input);
  if (!made.ok) throw missing();
  return made.id;
}

/** @returns why it could not be taken */
async function takeOne(self: Self, id: string, bytes: Buffer, alt: string): Promise<string | undefined> {
  const slow = await slowDown(['upload', self.id]);
  if (slow) return slow;
  const taken = await takePicture(new MediaStore(config().mediaDir), 'testimonial', bytes);
  if (!taken.ok) return taken.reason;
  const added = await addPicture(db, self, id, taken.picture, altInput.safeParse(alt).data ?? '');
  if (added.ok) return undefined;
  if (added.reason === 'notYours') throw missing();
  return added.reason;
}
