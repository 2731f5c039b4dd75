import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type Kept, Outbox } from '../../live/outbox';
import { send } from './send';

const NOTHING: readonly Kept[] = [];
const never = () => () => undefined;

/** Where the browser keeps things, if it is allowed to. */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

interface Ears<Said> {
  /** What was said here, as the server took it. */
  arrived(said: Said, kept: Kept): void;
  /** A deed (with an `intent`) was refused: it is forgotten, and what the page showed of it taken back. */
  failed(kept: Kept, problem: string): void;
}

/** What a member wrote or pressed and the server has not acknowledged; undefined until the page is alive. */
export function useOutbox<Said>(owner: string | undefined, ears: Ears<Said>) {
  const [outbox, setOutbox] = useState<Outbox>();
  const latest = useRef(ears);
  useEffect(() => {
    latest.current = ears;
  });
  useEffect(() => {
    if (!owner) return;
    const box = new Outbox({
      owner,
      storage: storage(),
      async send(kept) {
        const outcome = await send<Said>(kept, (said) => latest.current.arrived(said, kept));
        if (typeof outcome !== 'object' || !('refused' in outcome) || !kept.fields.intent) return outcome;
        latest.current.failed(kept, outcome.refused);
        return 'accepted';
      },
    });
    const flush = () => void box.flush();
    setOutbox(box);
    flush();
    window.addEventListener('online', flush);
    return () => {
      window.removeEventListener('online', flush);
      box.close();
    };
  }, [owner]);
  const kept = useSyncExternalStore(
    outbox?.subscribe ?? never,
    outbox?.list ?? (() => NOTHING),
    () => NOTHING,
  );
  return { outbox, kept };
}
