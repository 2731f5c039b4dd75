import type { PostView } from '../../domain/posts/queries.server';
import type { LiveChange } from '../../live/connection';

/** The posts of an open page, the latest first. */
export interface Wire {
  shown: PostView[];
  /** What came while the reader was further down: it waits to be asked for. */
  waiting: PostView[];
  /** For the next older ones, or null where there are none. */
  older: string | null;
  /** How many there are in all. */
  count: number;
}

export type WirePage = { posts: PostView[]; older: string | null; count: number };

export type Step =
  /** Entries of the stream, and whether the reader, `me`, looks at the latest. */
  | { kind: 'heard'; changes: readonly LiveChange<PostView>[]; isAtTop: boolean; me: string | undefined }
  /** The reader's own, as the server took it. */
  | { kind: 'arrived'; post: PostView }
  /** The reader asks for what waits. */
  | { kind: 'released' }
  | { kind: 'continued'; posts: PostView[]; older: string | null }
  /** The page was loaded anew. */
  | { kind: 'reloaded'; page: WirePage; isAtTop: boolean };

export const begin = ({ posts, older, count }: WirePage): Wire => ({
  shown: posts,
  waiting: [],
  older,
  count,
});

export function step(wire: Wire, next: Step): Wire {
  switch (next.kind) {
    case 'heard':
      return next.changes.reduce((so, change) => hear(so, change, next), wire);
    case 'arrived':
      return has(wire, next.post.id) ? replace(wire, next.post) : show(wire, [next.post], 1);
    case 'released':
      return show({ ...wire, waiting: [] }, wire.waiting, 0);
    case 'continued':
      return {
        ...show(
          wire,
          next.posts.filter(({ id }) => !has(wire, id)),
          0,
        ),
        older: next.older,
      };
    case 'reloaded':
      return reload(wire, next.page, next.isAtTop);
  }
}

type Reader = { isAtTop: boolean; me: string | undefined };

function hear(wire: Wire, change: LiveChange<PostView>, { isAtTop, me }: Reader): Wire {
  const { id } = change.data;
  if (change.change === 'removed') return has(wire, id) ? drop(wire, id) : wire;
  const post = change.data as PostView;
  if (has(wire, id)) return replace(wire, post);
  if (change.change === 'changed' || isOlderThanAll(wire, post)) return wire;
  // Behind what waits already: the order is never broken. One's own never waits.
  if ((isAtTop && wire.waiting.length === 0) || post.author.handle === me) return show(wire, [post], 1);
  return { ...wire, waiting: sorted([...wire.waiting, post]), count: wire.count + 1 };
}

/** Dated before everything here, and more is there to load: it will come with that. */
function isOlderThanAll(wire: Wire, post: PostView): boolean {
  const last = wire.shown.at(-1);
  return wire.older !== null && last !== undefined && order(last, post) < 0;
}

/** Keeps what the reader has scrolled to, where the new page reaches back to it. */
function reload(wire: Wire, page: WirePage, isAtTop: boolean): Wire {
  const ids = new Set(page.posts.map(({ id }) => id));
  const last = page.posts.at(-1);
  const meets = page.older === null || wire.shown.some(({ id }) => ids.has(id));
  if (!meets || !last) return begin(page);
  const behind = page.older === null ? [] : wire.shown.filter((post) => order(last, post) < 0);
  const known = new Set(wire.shown.map(({ id }) => id));
  const isNew = ({ id }: PostView) => !isAtTop && !known.has(id);
  return {
    shown: [...page.posts.filter((post) => !isNew(post)), ...behind],
    waiting: page.posts.filter(isNew),
    older: behind.length > 0 ? wire.older : page.older,
    count: page.count,
  };
}

/** The latest first; two of one moment in a fixed order, as on the server. */
const order = (a: PostView, b: PostView): number => {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
};

const sorted = (posts: PostView[]): PostView[] => posts.sort(order);

const has = ({ shown, waiting }: Wire, id: string): boolean =>
  shown.some((post) => post.id === id) || waiting.some((post) => post.id === id);

const show = (wire: Wire, posts: PostView[], more: number): Wire => ({
  ...wire,
  shown: sorted([...wire.shown, ...posts]),
  count: wire.count + more,
});

function replace(wire: Wire, by: PostView): Wire {
  const put = (posts: PostView[]) => posts.map((post) => (post.id === by.id ? by : post));
  return { ...wire, shown: put(wire.shown), waiting: put(wire.waiting) };
}

function drop(wire: Wire, id: string): Wire {
  const but = (posts: PostView[]) => posts.filter((post) => post.id !== id);
  return { ...wire, shown: but(wire.shown), waiting: but(wire.waiting), count: wire.count - 1 };
}
