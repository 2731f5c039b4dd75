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

/** Where a page of posts ends, to the microsecond: everything older comes next. */
export interface Before {
  at: string;
  id: string;
}

const BEFORE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f-]{36})$/;

/** Such a place as an address has it. */
export const beforeText = ({ at, id }: Before): string => `${at}_${id}`;

/** The place an address names; undefined for what we did not write. */
export function readBefore(text: string | null): Before | undefined {
  const [, at, id] = BEFORE.exec(text ?? '') ?? [];
  if (!at || !id || !postId.safeParse(id).success || Number.isNaN(Date.parse(at))) return undefined;
  return { at, id };
}
