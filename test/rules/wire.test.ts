import { expect, test } from 'vitest';
import type { PostView } from '#app/domain/posts/queries.server';
import { begin, type Step, step, type Wire } from '#app/routes/live.$hashtag/wire';

/** A post of minute `n`, whose id says so. */
const post = (n: number, more: Partial<PostView> = {}): PostView => ({
  id: `p${String(n).padStart(3, '0')}`,
  at: new Date(Date.UTC(2027, 0, 21, 19, n)).toISOString(),
  author: { handle: 'zoe', name: 'Zoé', portrait: null },
  segments: [{ text: String(n) }],
  scribe: false,
  remote: false,
  thanks: 0,
  replyTo: null,
  ...more,
});
const page = (numbers: number[], older: string | null = null) => ({
  posts: numbers.map((n) => post(n)),
  older,
  count: numbers.length,
});
const heard = (change: 'added' | 'changed', data: PostView, isAtTop = true): Step => ({
  kind: 'heard',
  changes: [{ id: 'x', change, data }],
  isAtTop,
  me: 'me',
});
const gone = (n: number): Step => ({
  kind: 'heard',
  changes: [{ id: 'x', change: 'removed', data: { id: post(n).id } }],
  isAtTop: true,
  me: 'me',
});
const numbers = (posts: PostView[]) => posts.map(({ segments }) => Number(segments[0]?.text));
const after = (start: Wire, ...steps: Step[]) => steps.reduce(step, start);

test('at the top a new post is shown, further down it waits, in its order', () => {
  const start = begin(page([2, 1]));
  expect(numbers(after(start, heard('added', post(3))).shown)).toEqual([3, 2, 1]);
  const waiting = after(start, heard('added', post(3), false), heard('added', post(4)));
  expect(numbers(waiting.shown)).toEqual([2, 1]);
  expect(numbers(waiting.waiting)).toEqual([4, 3]);
  expect(waiting.count).toBe(4);
  expect(numbers(step(waiting, { kind: 'released' }).shown)).toEqual([4, 3, 2, 1]);
});

test("the reader's own post never waits, and is one however often it comes", () => {
  const own = post(5, { author: { handle: 'me', name: 'Moi', portrait: null } });
  const start = after(begin(page([1])), heard('added', post(4), false));
  const wire = after(start, { kind: 'arrived', post: own }, heard('added', own, false), heard('added', own));
  expect(numbers(wire.shown)).toEqual([5, 1]);
  expect(wire.count).toBe(3);
});

test('what was said twice is shown once, what changed is reworded where it stands', () => {
  const start = begin(page([2, 1]));
  const wire = after(start, heard('added', post(2)), heard('changed', post(1, { thanks: 7 })));
  expect(numbers(wire.shown)).toEqual([2, 1]);
  expect(wire.shown[1]?.thanks).toBe(7);
  expect(wire.count).toBe(2);
  // a post that is not here is not made by a thank-you
  expect(after(start, heard('changed', post(9))).shown).toHaveLength(2);
});

test('what is removed is gone, also while it waits', () => {
  const start = after(begin(page([2, 1])), heard('added', post(3), false));
  const wire = after(start, gone(3), gone(1), gone(8));
  expect(numbers(wire.shown)).toEqual([2]);
  expect(wire.waiting).toEqual([]);
  expect(wire.count).toBe(1);
});

test('what is dated before all that is here comes with the older ones', () => {
  const start = begin(page([9, 8], 'cursor'));
  const wire = after(start, heard('added', post(3)), {
    kind: 'continued',
    posts: [post(8), post(4), post(3)],
    older: null,
  });
  expect(numbers(wire.shown)).toEqual([9, 8, 4, 3]);
  expect(wire.older).toBeNull();
});

test('a page loaded anew keeps what was scrolled to, drops what is gone, and lets new ones wait', () => {
  const start = after(begin(page([9, 8, 7], 'a')), {
    kind: 'continued',
    posts: [post(6), post(5)],
    older: 'b',
  });
  const anew = { posts: [post(11), post(9), post(7)], older: 'c', count: 40 };
  const further = step(start, { kind: 'reloaded', page: anew, isAtTop: false });
  expect(numbers(further.shown)).toEqual([9, 7, 6, 5]);
  expect(numbers(further.waiting)).toEqual([11]);
  expect(further).toMatchObject({ older: 'b', count: 40 });
  expect(numbers(step(start, { kind: 'reloaded', page: anew, isAtTop: true }).shown)).toEqual([
    11, 9, 7, 6, 5,
  ]);
});

test('a page that does not reach back to the old one begins anew: no gap is hidden', () => {
  const wire = step(begin(page([3, 2], 'a')), {
    kind: 'reloaded',
    page: page([99, 98], 'b'),
    isAtTop: false,
  });
  expect(numbers(wire.shown)).toEqual([99, 98]);
  expect(wire.waiting).toEqual([]);
});
