import { useCallback, useEffect, useRef, useState } from 'react';
import { type LiveChange, LiveConnection, type LiveStatus } from './connection';

export type UseLiveOptions<T> = {
  /** The stream's address. A new address is a new stream. */
  url: string;
  /** The cursors at which the page was rendered; only the first counts, the stream knows the later ones. */
  since: string;
  /** Called once per entry, in their order. The same object can come again: merge by its own `id`. */
  onChange(change: LiveChange<T>): void;
  /** The page must be loaded anew (revalidated): what was missed is no longer kept, or access was lost. */
  onReload?: () => void;
  /** False: no stream, say for a page of the past. */
  enabled?: boolean;
};

export type Live = {
  status: LiveStatus;
  pause(): void;
  resume(): void;
};

/**
 * Follows a stream while the page is looked at. On the server, and until the page is alive, it is
 * `connecting`.
 */
export function useLive<T>({ url, since, onChange, onReload, enabled = true }: UseLiveOptions<T>): Live {
  const [status, setStatus] = useState<LiveStatus>('connecting');
  const connection = useRef<LiveConnection<T>>();
  // Read when a frame comes, so that new functions at each render open no new connection.
  const latest = useRef({ since, onChange, onReload });
  useEffect(() => {
    latest.current = { since, onChange, onReload };
  });

  useEffect(() => {
    if (!enabled) return;
    const live = new LiveConnection<T>(
      url,
      latest.current.since,
      {
        onChange: (change) => latest.current.onChange(change),
        onReload: () => latest.current.onReload?.(),
        onStatus: setStatus,
      },
      { open: (address) => new EventSource(address), document, window, navigator, random: Math.random },
    );
    connection.current = live;
    setStatus('connecting');
    live.start();
    return () => {
      live.stop();
      connection.current = undefined;
    };
  }, [url, enabled]);

  const pause = useCallback(() => connection.current?.pause(), []);
  const resume = useCallback(() => connection.current?.resume(), []);
  return { status, pause, resume };
}
