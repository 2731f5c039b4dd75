import { Link } from '@remix-run/react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PostView } from '../../domain/posts/queries.server';
import type { LiveStatus } from '../../live/connection';
import { Button } from '../../ui/kit/button';
import { Notice } from '../../ui/kit/notice';
import { Pill } from '../../ui/kit/pill';

export interface WireTopProps {
  /** Where the latest post begins. */
  top: RefObject<HTMLDivElement>;
  status: LiveStatus | 'past';
  waiting: readonly PostView[];
  isEmpty: boolean;
  /** Said to those who listen, when they pause. */
  news: string;
  tag: string;
  onShow(): void;
}

/** Above the posts: how things stand, or what waits. It keeps its height, so that nothing below ever moves. */
export function WireTop({ top, status, waiting, isEmpty, news, tag, onShow }: WireTopProps) {
  const { t } = useTranslation();
  const count = waiting.length;
  const here = `/live/${encodeURIComponent(tag)}`;
  const state = {
    past: '',
    connecting: '',
    live: isEmpty ? '' : t('live.page.upToDate'),
    offline: t('live.page.offline'),
    paused: t('live.page.paused'),
  }[status];
  return (
    <>
      <div className="newer">
        {count > 0 && (
          <Pill seed={waiting[0]?.author.handle} onClick={onShow}>
            {t('live.page.newPosts', { count })}
          </Pill>
        )}
      </div>
      <div className="wire-state small dim" ref={top} tabIndex={-1}>
        <span role="status">{count > 0 ? '' : state}</span>
        {status === 'past' ? (
          <Link to={here}>{t('live.page.latest')}</Link>
        ) : (
          <noscript>
            <a href={here}>{t('live.page.reload')}</a>
          </noscript>
        )}
      </div>
      <p className="vh" role="status">
        {news}
      </p>
    </>
  );
}

/** What was taken back can be put back for a while. */
export function TakenBack({
  id,
  onRestore,
}: {
  id: string | null;
  onRestore: ((id: string) => void) | undefined;
}) {
  const { t } = useTranslation();
  if (!id) return null;
  return (
    <Notice announced>
      <form
        method="post"
        className="taken"
        data-outbox
        onSubmit={(event) => {
          if (!onRestore) return;
          event.preventDefault();
          onRestore(id);
        }}
      >
        <span>{t('live.page.removed')}</span>
        <input type="hidden" name="post" value={id} />
        <Button kind="bare" size="s" name="intent" value="restore">
          {t('live.page.restore')}
        </Button>
      </form>
    </Notice>
  );
}
