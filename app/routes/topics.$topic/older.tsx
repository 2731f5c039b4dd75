import { Link } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../domain/topics/messages.server';
import { PATIENCE } from '../../ui/talk/send';

export interface OlderPage {
  messages: MessageView[];
  more: boolean;
}

/** A link to what was said before; on an open page it is fetched and put above. */
export function Older({
  address,
  before,
  onMessages,
}: {
  address: string;
  before: string;
  onMessages(page: OlderPage): void;
}) {
  const { t } = useTranslation();
  const query = `?${new URLSearchParams({ before })}`;
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');

  async function load() {
    setState('busy');
    try {
      const answer = await fetch(`${address}/messages${query}`, { signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      onMessages((await answer.json()) as OlderPage);
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
        {t(state === 'failed' ? 'topics.page.olderFailed' : 'topics.page.older')}
      </Link>
    </p>
  );
}
