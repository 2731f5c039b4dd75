import { Link } from '@remix-run/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../domain/topics/messages.server';
import { Icon } from '../../ui/kit/icons';
import { PostAction, PostFrame } from '../../ui/kit/post-frame';
import { photoUrl } from '../../ui/members/photo';
import { PostTime } from '../../ui/talk/own-zone';
import { Words } from '../../ui/talk/words';

/** What can be done with a message; each is also a form or a link that works without JavaScript. */
export interface MessageActs {
  reply(message: MessageView): void;
  remove(message: MessageView): void;
}

export const MessageItem = memo(function MessageItem({
  message,
  me,
  acts,
}: {
  message: MessageView;
  me: string;
  acts: MessageActs;
}) {
  const { t } = useTranslation();
  const { id, author, replyTo, removed } = message;
  return (
    <PostFrame
      id={`m-${id}`}
      author={
        author.handle
          ? {
              seed: author.handle,
              name: author.name,
              to: `/@${author.handle}`,
              photoUrl: photoUrl(author.portrait),
            }
          : { seed: '', name: t('talk.former') }
      }
      time={<PostTime at={message.at} />}
      actions={
        !removed && (
          <>
            <a
              href={`?reply=${id}#text`}
              data-outbox
              aria-label={t('topics.page.reply')}
              title={t('topics.page.reply')}
              onClick={(event) => {
                event.preventDefault();
                acts.reply(message);
              }}
            >
              <Icon name="reply" small />
            </a>
            {author.handle === me && (
              <>
                <Link
                  to={`?edit=${id}#text`}
                  aria-label={t('topics.page.edit')}
                  title={t('topics.page.edit')}
                >
                  <Icon name="edit" small />
                </Link>
                <form
                  method="post"
                  data-outbox
                  onSubmit={(event) => {
                    event.preventDefault();
                    acts.remove(message);
                  }}
                >
                  <input type="hidden" name="message" value={id} />
                  <PostAction icon="trash" label={t('topics.page.remove')} name="intent" value="remove" />
                </form>
              </>
            )}
          </>
        )
      }
    >
      {replyTo && (
        <p className="replies-to">
          <a href={`#m-${replyTo.id}`}>
            {replyTo.handle ? t('talk.answerTo', { handle: replyTo.handle }) : t('talk.answerFormer')}{' '}
            <q>{replyTo.text}</q>
          </a>
        </p>
      )}
      {removed ? (
        <p className="muted">{t('topics.page.removed')}</p>
      ) : (
        <p className="whitespace-pre-line">
          <Words segments={message.segments} />
          {message.edited && <span className="small dim"> {t('topics.page.edited')}</span>}
        </p>
      )}
    </PostFrame>
  );
});
