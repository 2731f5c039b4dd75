import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/** Tells once that a person is here: a pointer or a key of theirs, which no scanner of letters has. */
export function useNoteOpened(to: string, wanted: boolean): void {
  const { submit } = useFetcher();
  const latest = useRef(submit);
  latest.current = submit;
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    const note = (event: Event) => {
      if (!event.isTrusted) return;
      stop.abort();
      latest.current(null, { method: 'post', action: to });
    };
    for (const kind of ['pointerdown', 'keydown']) {
      window.addEventListener(kind, note, { signal: stop.signal, passive: true });
    }
    return () => stop.abort();
  }, [to, wanted]);
}
