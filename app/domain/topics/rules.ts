import { z } from 'zod';
import { handle } from '../members/rules';
import { problem, someLine, someText, text } from '../rules';

/** Characters of a message, as a person counts them (code points). */
export const MESSAGE_LENGTH = 4_000;

/** Minutes in which a message's words can be changed; it can be taken back for as long as the topic lasts. */
export const EDIT_MINUTES = 30;

/** The most days a temporary topic lasts. */
export const MOST_DAYS = 90;

export const ADMISSIONS = ['open', 'invitation'] as const;
export const LEVELS = ['all', 'mentions', 'none'] as const;
export type Level = (typeof LEVELS)[number];

export const topicInput = z.object({
  title: someLine(120),
  purpose: text(1_000).default(''),
  /** Whether members of its community come in unasked. */
  admission: z.enum(ADMISSIONS, { error: problem('choice') }).default('open'),
  confidential: z
    .literal('on')
    .optional()
    .transform((said) => said === 'on'),
  /** Days a temporary one lasts; a thematic one has none. */
  days: z
    .string()
    .trim()
    .default('')
    .refine((typed) => typed === '' || /^\d{1,3}$/.test(typed), problem('number'))
    .transform((typed) => (typed === '' ? null : Number(typed)))
    .refine(
      (days) => days === null || (days >= 1 && days <= MOST_DAYS),
      problem('between', { min: 1, max: MOST_DAYS }),
    ),
});

export const messageInput = z.object({
  text: someText(4 * MESSAGE_LENGTH).refine(
    (said) => [...said].length <= MESSAGE_LENGTH,
    problem('tooLong', { max: MESSAGE_LENGTH }),
  ),
  /** Made by the browser, so that a message sent twice is one. */
  key: z.uuid().optional().catch(undefined),
  replyTo: z.uuid().optional().catch(undefined),
});

export const topicId = z.uuid();
export const messageId = z.uuid();
export const participantInput = z.object({ handle });
