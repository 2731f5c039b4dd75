import type { MessageView } from '../../domain/topics/messages.server';
import type { LiveChange } from '../../live/connection';

/** The messages of an open page, in the topic's order. */
export interface Thread {
  shown: readonly MessageView[];
  /** Before which position there are more, or null where these are the first. */
  older: string | null;
  /** Whether the latest are here: else what comes is not shown, and waits behind a link. */
  isLatest: boolean;
}

export type ThreadPage = { messages: MessageView[]; older: string | null; isLatest: boolean };

export type Step =
  | { kind: 'heard'; changes: readonly LiveChange<MessageView>[] }
  /** The reader's own, as the server took it. */
  | { kind: 'arrived'; message: MessageView }
  | { kind: 'continued'; messages: MessageView[]; older: string | null }
  /** The page was loaded anew. */
  | { kind: 'reloaded'; page: ThreadPage };

export const begin = ({ messages, older, isLatest }: ThreadPage): Thread => ({
  shown: messages,
  older,
  isLatest,
});

export function step(thread: Thread, next: Step): Thread {
  switch (next.kind) {
    case 'heard':
      return next.changes.reduce(hear, thread);
    case 'arrived':
      return put(thread, [next.message]);
    case 'continued':
      return { ...put(thread, next.messages), older: next.older };
    case 'reloaded':
      return reload(thread, next.page);
  }
}

function hear(thread: Thread, { change, data }: LiveChange<MessageView>): Thread {
  if (change === 'removed') return { ...thread, shown: thread.shown.filter(({ id }) => id !== data.id) };
  if (has(thread, data.id)) return put(thread, [data]);
  // Behind what is here, with more in between: it comes with that.
  const isBeyond = change === 'changed' || !thread.isLatest || isOlderThanAll(thread, data);
  return isBeyond ? thread : put(thread, [data]);
}

const isOlderThanAll = ({ shown, older }: Thread, { position }: MessageView): boolean =>
  older !== null && shown[0] !== undefined && Number(position) < Number(shown[0].position);

/** Keeps what the reader has scrolled to, where the new page reaches back to it. */
function reload(thread: Thread, page: ThreadPage): Thread {
  const [first] = page.messages;
  const last = thread.shown.at(-1);
  const meets = !first || !last || Number(last.position) >= Number(first.position) - 1;
  if (!meets || !first) return begin(page);
  const before = thread.shown.filter(({ position }) => Number(position) < Number(first.position));
  return {
    shown: [...before, ...page.messages],
    older: before.length > 0 ? thread.older : page.older,
    isLatest: page.isLatest,
  };
}

const has = ({ shown }: Thread, id: string): boolean => shown.some((message) => message.id === id);

/** Each in its place, once. */
function put(thread: Thread, messages: readonly MessageView[]): Thread {
  const byId = new Map([...thread.shown, ...messages].map((message) => [message.id, message]));
  const shown = [...byId.values()].sort((a, b) => Number(a.position) - Number(b.position));
  return { ...thread, shown };
}
