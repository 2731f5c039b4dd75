import { useEffect } from 'react';

/** Tells once that a person is here: a pointer or a key of theirs, which no scanner of letters has. */
export function useNoteOpened(to: string, wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    const note = (event: Event) => {
      if (!event.isTrusted) return;
      stop.abort();
      // Beside what the page does: the same touch may press a button that leaves it.
      fetch(to, { method: 'POST', keepalive: true }).catch(() => undefined);
    };
    for (const kind of ['pointerdown', 'keydown']) {
      window.addEventListener(kind, note, { signal: stop.signal, passive: true });
    }
    return () => stop.abort();
  }, [to, wanted]);
}
