import { useRevalidator } from '@remix-run/react';
import { useEffect, useReducer, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { MessageView } from '../../domain/topics/messages.server';
import { useLive } from '../../live/use-live';
import type { TopicPage } from './page.server';
import { begin, step } from './thread';

/** Milliseconds between two questions, where the stream is not for this reader. */
const ASKING = 4_000;

interface ThreadOptions {
  topicId: string;
  page: TopicPage;
  /** The reader's handle. */
  me: string;
  /** A message of the reader's is on its way: until it is acknowledged, its echo must not double it. */
  isSending: () => boolean;
  /** Told of messages by others that came. */
  onNews(messages: MessageView[]): void;
}

/** The messages of the page, followed as they come. */
export function useThread({ topicId, page, me, isSending, onNews }: ThreadOptions) {
  const [thread, take] = useReducer(step, page, begin);
  const { revalidate } = useRevalidator();
  const echoes = useRef<MessageView[]>([]);

  const live = useLive<MessageView>({
    url: `/topics/${topicId}/stream`,
    since: page.since,
    enabled: page.follows,
    onChange(change) {
      const isTold = change.change !== 'removed';
      if (isTold && page.unseen.includes(change.data.author.handle)) return;
      if (isTold && change.data.author.handle === me && isSending()) {
        echoes.current.push(change.data);
        return;
      }
      take({ kind: 'heard', changes: [change] });
      if (change.change === 'added' && change.data.author.handle !== me) onNews([change.data]);
    },
    onReload: revalidate,
  });

  useEffect(() => {
    if (page.follows) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && revalidate(), ASKING);
    return () => clearInterval(timer);
  }, [page.follows, revalidate]);

  // The page as it was first drawn is where the thread began; any other was loaded anew.
  const drawn = useRef(page.messages);
  useEffect(() => {
    if (drawn.current === page.messages) return;
    drawn.current = page.messages;
    take({ kind: 'reloaded', page });
  }, [page]);

  return {
    thread,
    live,
    /** At once, before its sender lets go of it: between the two there is no moment with both or none. */
    arrive(message: MessageView) {
      flushSync(() => take({ kind: 'arrived', message }));
      for (const echo of echoes.current.splice(0))
        take({ kind: 'heard', changes: [{ change: 'added', data: echo } as never] });
    },
    proceed: (messages: MessageView[], older: string | null) => take({ kind: 'continued', messages, older }),
  };
}
