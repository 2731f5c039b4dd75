import { useTranslation } from 'react-i18next';
import type { Kept } from '../../live/outbox';
import { Button } from '../../ui/kit/button';
import { PostFrame } from '../../ui/kit/post-frame';
import { useProblems } from '../../ui/site/problems';

export interface PendingPostProps {
  kept: Kept;
  author: { handle: string; publicName: string };
  isOffline: boolean;
  /** The server asked to wait: the composer says until when. */
  isHeld: boolean;
  /** Gives the text back to be written anew. */
  takeBack(): void;
  again(): void;
  drop(): void;
}

/** What was just posted, before the server said so; or what it refused, and why. */
export function PendingPost({ kept, author, isOffline, isHeld, takeBack, again, drop }: PendingPostProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const { refused, fields } = kept;
  return (
    <PostFrame
      author={{ seed: author.handle, name: author.publicName, handle: author.handle }}
      time={refused || isOffline ? null : t(isHeld ? 'live.compose.held' : 'live.compose.sending')}
      reply={Boolean(fields.replyTo)}
      attached={
        refused ? (
          <div role="alert">
            <p className="err">{t('live.compose.refused', { reason: say(refused) })}</p>
            <div className="btns">
              <Button type="button" size="s" onClick={takeBack}>
                {t('live.compose.takeBack')}
              </Button>
              <Button type="button" size="s" kind="bare" onClick={again}>
                {t('live.compose.again')}
              </Button>
              <Button type="button" size="s" kind="bare" onClick={drop}>
                {t('live.compose.drop')}
              </Button>
            </div>
          </div>
        ) : (
          isOffline && <p className="small muted">{t('live.compose.kept')}</p>
        )
      }
    >
      <p className="whitespace-pre-line">{fields.text}</p>
    </PostFrame>
  );
}
