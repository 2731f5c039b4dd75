import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../kit/button';

/** Passes the page's address on, as the device does it; else copies it. It needs a script, and is not there without. */
export function Share({ title }: { title: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'absent' | 'ready' | 'copied'>('absent');
  useEffect(() => setState('ready'), []);
  async function share() {
    const url = window.location.origin + window.location.pathname;
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        setState('copied');
      }
    } catch {
      // They thought better of it, or the browser did: the address is in its bar.
    }
  }
  return (
    <>
      <IconButton
        icon={state === 'copied' ? 'check' : 'share'}
        label={t('event.share')}
        onClick={share}
        // Its place is kept, so that nothing beside it moves.
        className={state === 'absent' ? 'invisible' : ''}
      />
      <span className="vh" role="status">
        {state === 'copied' && t('event.shared')}
      </span>
    </>
  );
}
