import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button';
import { Notice } from '../kit/notice';
import { useSite } from './frame';

/** What was pressed, and by whom. */
interface Held {
  what: 'form' | 'link';
  reader: string | undefined;
  again: () => void;
}

/**
 * What is pressed without a network is held until it is back, and then done: a form that is sent, a page that is
 * opened, would end in an error instead. Once, in the root. What goes to an outbox of its own says `data-outbox`.
 */
export function Offline() {
  const { t } = useTranslation();
  const reader = useSite().me?.handle;
  const [held, setHeld] = useState<Held>();

  useEffect(() => {
    const hold = (event: Event) => {
      const now = navigator.onLine ? undefined : heldBy(event, reader);
      if (!now) return;
      event.preventDefault();
      if (event.type === 'click') event.stopPropagation();
      // A page can be opened again at any time; an answer is not given up for it.
      setHeld((before) => (before?.what === 'form' && now.what === 'link' ? before : now));
    };
    // Ahead of whoever else would act on it.
    window.addEventListener('submit', hold, true);
    window.addEventListener('click', hold, true);
    return () => {
      window.removeEventListener('submit', hold, true);
      window.removeEventListener('click', hold, true);
    };
  }, [reader]);

  useEffect(() => {
    if (!held) return;
    const proceed = async () => {
      if (held.what === 'form') {
        const now = await whoReads().catch(() => 'unknown' as const);
        if (now === 'unknown') return;
        // Somebody else did not press it. Who is signed out meanwhile is asked to sign in, as by any form.
        if (now && now !== held.reader) return setHeld(undefined);
      }
      setHeld(undefined);
      held.again();
    };
    window.addEventListener('online', proceed);
    return () => window.removeEventListener('online', proceed);
  }, [held]);

  return (
    <div className="toast" role="status">
      {held && (
        <Notice>
          {t(`site.offline.${held.what}`)}{' '}
          <Button type="button" kind="bare" size="s" onClick={() => setHeld(undefined)}>
            {t('site.offline.drop')}
          </Button>
        </Notice>
      )}
    </div>
  );
}

/** Another tab may have signed in as somebody else meanwhile. */
async function whoReads(): Promise<string | undefined> {
  const answer = await fetch('/me');
  const { handle } = (await answer.json()) as { handle: string | null };
  return handle ?? undefined;
}

function heldBy(event: Event, reader: string | undefined): Held | undefined {
  const { target } = event;
  if (!(target instanceof Element) || target.closest('[data-outbox]')) return undefined;
  if (event instanceof SubmitEvent && target instanceof HTMLFormElement) {
    const { submitter } = event;
    const again = () => target.isConnected && target.requestSubmit(submitter?.isConnected ? submitter : null);
    return { what: 'form', reader, again };
  }
  const link = event.type === 'click' ? target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || link.target || link.origin !== window.location.origin) return undefined;
  const { pathname, search } = window.location;
  const isHere = link.hash !== '' && link.pathname === pathname && link.search === search;
  return isHere ? undefined : { what: 'link', reader, again: () => link.isConnected && link.click() };
}
