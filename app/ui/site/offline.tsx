import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button';
import { Notice } from '../kit/notice';

/** Done again when the network is back. */
type Held = () => void;

/**
 * What is pressed without a network is held until it is back, and then done: a form that is sent, a page that is
 * opened, would end in an error instead. Once, in the root. What goes to an outbox of its own says `data-outbox`.
 */
export function Offline() {
  const { t } = useTranslation();
  const [held, setHeld] = useState<Held>();

  useEffect(() => {
    const hold = (event: Event) => {
      const again = navigator.onLine ? undefined : heldBy(event);
      if (!again) return;
      event.preventDefault();
      if (event.type === 'click') event.stopPropagation();
      setHeld(() => again);
    };
    // Ahead of whoever else would act on it.
    window.addEventListener('submit', hold, true);
    window.addEventListener('click', hold, true);
    return () => {
      window.removeEventListener('submit', hold, true);
      window.removeEventListener('click', hold, true);
    };
  }, []);

  useEffect(() => {
    if (!held) return;
    const proceed = () => {
      setHeld(undefined);
      held();
    };
    window.addEventListener('online', proceed);
    return () => window.removeEventListener('online', proceed);
  }, [held]);

  return (
    <div className="toast" role="status">
      {held && (
        <Notice>
          {t('site.offline.held')}{' '}
          <Button type="button" kind="bare" size="s" onClick={() => setHeld(undefined)}>
            {t('site.offline.drop')}
          </Button>
        </Notice>
      )}
    </div>
  );
}

function heldBy(event: Event): Held | undefined {
  const { target } = event;
  if (!(target instanceof Element) || target.closest('[data-outbox]')) return undefined;
  if (event instanceof SubmitEvent && target instanceof HTMLFormElement) {
    const { submitter } = event;
    return () => target.isConnected && target.requestSubmit(submitter?.isConnected ? submitter : null);
  }
  const link = event.type === 'click' ? target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || link.target || link.origin !== window.location.origin) return undefined;
  const { pathname, search } = window.location;
  const isHere = link.hash !== '' && link.pathname === pathname && link.search === search;
  return isHere ? undefined : () => link.isConnected && link.click();
}
