import { useRevalidator } from '@remix-run/react';
import { type RefObject, useCallback, useEffect, useReducer, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { PostView } from '../../domain/posts/queries.server';
import type { LiveChange } from '../../live/connection';
import { useLive } from '../../live/use-live';
import type { LivePage } from './page.server';
import { begin, step } from './wire';

/** Milliseconds between two drawings: the first entry is shown at once, fifty a second ten times a second. */
const GATHERED = 100;

export interface WireOptions {
  page: Pick<LivePage, 'tag' | 'guestKey' | 'posts' | 'older' | 'count' | 'since' | 'unseen'>;
  /** The reader's handle. */
  me: string | undefined;
  /** Stands where the latest post begins. */
  top: RefObject<HTMLElement>;
  /** A post of the reader's is on its way: until it is acknowledged, its echo must not double it. */
  isSending: () => boolean;
  /** Told of posts by others that came. */
  onNews(posts: PostView[]): void;
}

/** The posts of the page, followed as they come; it never jumps under its reader. */
export function useWire({ page, me, top, isSending, onNews }: WireOptions) {
  const [wire, take] = useReducer(step, page, begin);
  const { revalidate } = useRevalidator();
  const heard = useRef<LiveChange<PostView>[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const drawnAt = useRef(0);
  const isAtTop = useCallback(() => (top.current?.getBoundingClientRect().top ?? 0) >= 0, [top]);

  const gather = () => {
    timer.current = undefined;
    drawnAt.current = Date.now();
    const isEcho = (change: LiveChange<PostView>) =>
      change.change === 'added' && change.data.author.handle === me && isSending();
    const [later, changes] = partition(heard.current, isEcho);
    heard.current = later;
    if (later.length > 0) timer.current = setTimeout(gather, GATHERED);
    if (changes.length === 0) return;
    take({ kind: 'heard', changes, isAtTop: isAtTop(), me });
    const news = changes.flatMap(({ change, data }) =>
      change === 'added' && data.author.handle !== me ? [data] : [],
    );
    // What is taken back is not said any more either.
    if (news.length > 0 || changes.some(({ change }) => change === 'removed')) onNews(news);
  };
  const live = useLive<PostView>({
    url: `/live/${encodeURIComponent(page.tag)}/stream${page.guestKey ? `?key=${page.guestKey}` : ''}`,
    since: page.since ?? '',
    enabled: page.since !== null,
    onChange(change) {
      if (change.change !== 'removed' && page.unseen.includes(change.data.author.handle)) return;
      heard.current.push(change);
      timer.current ??= setTimeout(gather, Math.max(0, drawnAt.current + GATHERED - Date.now()));
    },
    onReload: revalidate,
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  // The page as it was first drawn is where the wire began; any other was loaded anew.
  const drawn = useRef(page.posts);
  useEffect(() => {
    if (drawn.current === page.posts) return;
    drawn.current = page.posts;
    take({ kind: 'reloaded', page, isAtTop: isAtTop() });
  }, [page, isAtTop]);

  return {
    wire,
    live,
    release: () => take({ kind: 'released' }),
    /** At once, before its sender lets go of it: between the two there is no moment with both or none. */
    arrive: (post: PostView) => flushSync(() => take({ kind: 'arrived', post })),
    proceed: (posts: PostView[], older: string | null) => take({ kind: 'continued', posts, older }),
  };
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [first: T[], rest: T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
