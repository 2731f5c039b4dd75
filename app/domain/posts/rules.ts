import { z } from 'zod';
import { problem, someText } from '../rules';

/** Characters of a post, as a person counts them (code points). */
export const POST_LENGTH = 500;

export const postInput = z.object({
  text: someText(4 * POST_LENGTH).refine(
    (text) => [...text].length <= POST_LENGTH,
    problem('tooLong', { max: POST_LENGTH }),
  ),
  /** Made by the browser, so that a post sent twice is one; a form without JavaScript brings the page's. */
  key: z.uuid().optional().catch(undefined),
  replyTo: z.uuid().optional().catch(undefined),
});

export const postId = z.uuid();

/** Minutes in which a post that was taken back can be put back. */
export const REGRET_MINUTES = 10;
