import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { CommentView } from '../../domain/testimonials/queries.server';
import { Button, ButtonLink } from '../../ui/kit/button';
import { Field, Textarea } from '../../ui/kit/field';
import { useDraft } from '../../ui/site/draft';
import { DraftNote } from '../../ui/site/draft-note';
import { useSite } from '../../ui/site/frame';
import { More } from '../../ui/site/more';
import { useProblems } from '../../ui/site/problems';
import { Signed } from '../../ui/testimonials/signed';

interface CommentsProps {
  page: {
    testimonial: { id: string };
    comments: CommentView[];
    next: string | null;
    isMember: boolean;
    isModerator: boolean;
  };
  refused: { problem: string; field: string; typed: string } | undefined;
}

export function Comments({ page, refused }: CommentsProps) {
  const { t } = useTranslation();
  const { comments, next, isMember, isModerator, testimonial } = page;
  return (
    <section className="sec" aria-labelledby="comments">
      <h2 className="h2" id="comments">
        {t('testimonials.commentsTitle')}
      </h2>
      {comments.length === 0 && <p className="muted">{t('testimonials.noComments')}</p>}
      {comments.map((comment) => (
        <Comment key={comment.id} comment={comment} isModerator={isModerator} />
      ))}
      {next && <More to={`?after=${next}#comments`}>{t('testimonials.later')}</More>}
      {isMember ? (
        // Anew after each comment that was taken.
        <CommentForm key={comments.at(-1)?.id} id={testimonial.id} refused={refused} />
      ) : (
        <p className="sec small muted">{t('testimonials.joinToComment')}</p>
      )}
    </section>
  );
}

function Comment({ comment, isModerator }: { comment: CommentView; isModerator: boolean }) {
  const { t } = useTranslation();
  const { me } = useSite();
  const { id, text, at, author, isOwn, folded } = comment;
  const said = (
    <article className="comment stack" id={`comment-${id}`}>
      <Signed author={author} at={at} />
      <p className="measure whitespace-pre-line">{text}</p>
      <div className="comment-acts">
        {(isOwn || isModerator) && (
          <Form method="post">
            <input type="hidden" name="comment" value={id} />
            <Button kind="bare" size="s" name="act" value="remove-comment">
              {t('testimonials.removeComment')}
            </Button>
          </Form>
        )}
        {me && !isOwn && (
          <ButtonLink kind="bare" size="s" to={`/report?about=comment&id=${id}`}>
            {t('testimonials.reportComment')}
          </ButtonLink>
        )}
      </div>
    </article>
  );
  if (!folded) return said;
  return (
    <details className="folded">
      <summary>{t(`testimonials.folded.${folded}`)}</summary>
      {said}
    </details>
  );
}

function CommentForm({ id, refused }: { id: string; refused: CommentsProps['refused'] }) {
  const { t } = useTranslation();
  const say = useProblems();
  const form = `comment-on-${id}`;
  const draft = useDraft(form);
  const problem = refused?.field === 'text' ? refused : undefined;
  return (
    <Form method="post" className="form" id={form}>
      <Field
        id="text"
        label={t('testimonials.comment')}
        hint={t('testimonials.commentHint')}
        error={say(problem?.problem)}
      >
        <Textarea name="text" rows={4} maxLength={2000} defaultValue={problem?.typed} required />
      </Field>
      <div className="btns">
        <Button kind="star">{t('testimonials.send')}</Button>
        <DraftNote draft={draft} />
      </div>
    </Form>
  );
}
