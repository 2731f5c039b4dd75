import { z } from 'zod';
import { problem } from '../rules';

// Twitter's hashtags (letters, marks, digits, underscore), and all-digit ones, which Twitter does not know.
const TAG = /^[\p{L}\p{M}\p{N}_]{1,100}$/u;

/** A hashtag as typed, for display: NFKC, without the #. */
export function displayTag(typed: string): string {
  return typed
    .normalize('NFKC')
    .trim()
    .replace(/^[#＃]/, '');
}

/** A hashtag's one name: NFKC, lower case, accents kept. */
export const normalizeTag = (typed: string): string => displayTag(typed).toLowerCase();

export const isTag = (tag: string): boolean => TAG.test(tag);

/** The tag in an address, or undefined where no hashtag is spelt so. */
export function tagInPath(segment: string | undefined): string | undefined {
  const tag = normalizeTag(segment ?? '');
  return isTag(tag) ? tag : undefined;
}

/** A hashtag typed in a form, with or without #; kept as written, for display. */
export const hashtagInput = z
  .string({ error: problem('required') })
  .overwrite(displayTag)
  .min(1, { error: problem('required'), abort: true })
  .max(100, problem('tooLong', { max: 100 }))
  .regex(TAG, problem('hashtag'));
