import { useTranslation } from 'react-i18next';
import type { Kept } from '../../live/outbox';
import { Button } from '../kit/button';
import { PostFrame } from '../kit/post-frame';
import { useProblems } from '../site/problems';

export interface PendingProps {
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

/** What was just said, before the server said so; or what it refused, and why. */
export function Pending({ kept, author, isOffline, isHeld, takeBack, again, drop }: PendingProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const { refused, fields } = kept;
  return (
    <PostFrame
      author={{ seed: author.handle, name: author.publicName, handle: author.handle }}
      time={refused || isOffline ? null : t(isHeld ? 'talk.held' : 'talk.sending')}
      reply={Boolean(fields.replyTo)}
      attached={
        refused ? (
          <div role="alert">
            <p className="err">{t('talk.refused', { reason: say(refused) })}</p>
            <div className="btns">
              <Button type="button" size="s" onClick={takeBack}>
                {t('talk.takeBack')}
              </Button>
              <Button type="button" size="s" kind="bare" onClick={again}>
                {t('talk.again')}
              </Button>
              <Button type="button" size="s" kind="bare" onClick={drop}>
                {t('talk.drop')}
              </Button>
            </div>
          </div>
        ) : (
          isOffline && <p className="small muted">{t('talk.kept')}</p>
        )
      }
    >
      <p className="whitespace-pre-line">{fields.text}</p>
    </PostFrame>
  );
}
