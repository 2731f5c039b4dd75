import { z } from 'zod';
import { someLine, someText, text } from '../rules';

export const STATES = ['draft', 'offered', 'published', 'returned'] as const;
export type State = (typeof STATES)[number];

export const MOST_PICTURES = 10;
/** Characters of what a picture shows, for who does not see it. */
export const ALT_LENGTH = 500;

/** A testimonial as its author writes it; a draft may still be without a text. */
export const testimonialInput = z.object({
  title: someLine(120),
  text: text(20_000).default(''),
});
export type TestimonialInput = z.output<typeof testimonialInput>;

export const altInput = text(ALT_LENGTH);

export const commentInput = z.object({ text: someText(2_000) });

/** What a moderator answers to who offered a testimonial; giving one back takes a word. */
export const answerInput = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('publish'), word: text(1_000).default('') }),
  z.object({ answer: z.literal('return'), word: someText(1_000) }),
]);

export const testimonialId = z.uuid();
