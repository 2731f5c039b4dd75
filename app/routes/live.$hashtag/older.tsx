import { Link } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchOlder, type OlderPosts } from './letterbox';

export interface OlderProps {
  display: string;
  older: string;
  onPosts(page: OlderPosts): void;
}

/** A link to what came before; on an open page it is fetched and put underneath. */
export function Older({ display, older, onPosts }: OlderProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');

  async function load() {
    setState('busy');
    try {
      onPosts(await fetchOlder(display, older));
      setState('idle');
    } catch {
      setState('failed');
    }
  }

  return (
    <p className="older">
      <Link
        className="btn"
        to={`?${new URLSearchParams({ before: older })}`}
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
