import { Link } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchOlder, type OlderPosts } from './letterbox';

export interface OlderProps {
  display: string;
  older: string;
  guestKey: string | null;
  onPosts(page: OlderPosts): void;
}

/** A link to what came before; on an open page it is fetched and put underneath. */
export function Older({ display, older, guestKey, onPosts }: OlderProps) {
  const { t } = useTranslation();
  const query = `?${new URLSearchParams({ before: older, ...(guestKey && { key: guestKey }) })}`;
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');

  async function load() {
    setState('busy');
    try {
      onPosts(await fetchOlder(display, query));
      setState('idle');
    } catch {
      setState('failed');
    }
  }

  return (
    <p className="older">
      <Link
        className="btn"
        to={query}
        aria-disabled={state === 'busy' || undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          if (state !== 'busy') void load();
        }}
      >
        {state === 'failed' ? t('live.page.olderFailed') : t('live.page.older')}
      </Link>
    </p>
  );
}
