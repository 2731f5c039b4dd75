import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PostView } from '../../domain/posts/queries.server';
import { Badge } from '../../ui/kit/badge';
import { Icon } from '../../ui/kit/icons';
import { PostAction, PostFrame } from '../../ui/kit/post-frame';
import { photoUrl } from '../../ui/members/photo';
import { PostTime } from '../../ui/talk/own-zone';
import { Words } from '../../ui/talk/words';

export interface PostItemProps {
  post: PostView;
  tag: string;
  /** The reader's handle; strangers read. */
  me: string | undefined;
  thanks: number;
  /** The reader thanked. */
  thankful: boolean;
  /** How the post it answers begins, where that is on this page as well. */
  quote: string | undefined;
  acts: PostActs;
}

/** What a member can do with a post; each is also a form or a link that works without JavaScript. */
export interface PostActs {
  thank(post: PostView, thankful: boolean): void;
  reply(post: PostView): void;
  remove(post: PostView): void;
}

export const PostItem = memo(function PostItem(props: PostItemProps) {
  const { post, tag, me, thanks, thankful, quote, acts } = props;
  const { t } = useTranslation();
  const { id, author, replyTo } = post;
  const answered = replyTo?.handle ? t('talk.answerTo', { handle: replyTo.handle }) : t('talk.answerFormer');
  return (
    <PostFrame
      id={`p-${id}`}
      author={
        author.handle
          ? {
              seed: author.handle,
              name: author.name,
              handle: author.handle,
              to: `/@${author.handle}`,
              photoUrl: photoUrl(author.portrait),
            }
          : { seed: '', name: t('talk.former') }
      }
      kind={post.scribe ? 'scribe' : post.remote ? 'far' : 'plain'}
      reply={replyTo !== null && !post.scribe}
      badge={
        post.scribe ? (
          <Badge>{t('live.page.scribe')}</Badge>
        ) : (
          post.remote && <Badge kind="far">{t('live.page.far')}</Badge>
        )
      }
      time={<PostTime at={post.at} />}
      actions={
        me ? (
          <MemberActs post={post} me={me} thanks={thanks} thankful={thankful} acts={acts} />
        ) : (
          thanks > 0 && (
            <span className="thanked">
              <Icon name="thanks" small />
              <span className="num">{t('live.page.thanks', { count: thanks })}</span>
            </span>
          )
        )
      }
    >
      {replyTo && (
        <p className="replies-to">
          {quote ? (
            <a href={`#p-${replyTo.id}`}>
              {answered} <q>{quote}</q>
            </a>
          ) : (
            answered
          )}
        </p>
      )}
      <p className="whitespace-pre-line">
        <Words segments={post.segments} tag={tag} />
      </p>
    </PostFrame>
  );
});

function MemberActs({ post, me, thanks, thankful, acts }: Omit<PostItemProps, 'tag' | 'quote'>) {
  const { t } = useTranslation();
  const isOwn = post.author.handle === me;
  return (
    <>
      <form
        method="post"
        data-outbox
        onSubmit={(event) => {
          event.preventDefault();
          acts.thank(post, !thankful);
        }}
      >
        <input type="hidden" name="post" value={post.id} />
        <input type="hidden" name="thankful" value={thankful ? 'off' : 'on'} />
        <PostAction
          icon="thanks"
          label={t('live.page.thank')}
          shown
          count={thanks}
          name="intent"
          value="thank"
          aria-pressed={thankful}
        />
      </form>
      <a
        href={`?reply=${post.id}#text`}
        data-outbox
        aria-label={t('live.page.reply')}
        title={t('live.page.reply')}
        onClick={(event) => {
          event.preventDefault();
          acts.reply(post);
        }}
      >
        <Icon name="reply" small />
      </a>
      {!isOwn && (
        <a
          href={`/report?about=post&id=${post.id}`}
          aria-label={t('live.page.report')}
          title={t('live.page.report')}
        >
          <Icon name="more" small />
        </a>
      )}
      {isOwn && (
        <form
          method="post"
          data-outbox
          onSubmit={(event) => {
            event.preventDefault();
            acts.remove(post);
          }}
        >
          <input type="hidden" name="post" value={post.id} />
          <PostAction icon="trash" label={t('live.page.remove')} name="intent" value="remove" />
        </form>
      )}
    </>
  );
}
