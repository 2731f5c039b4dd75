import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { TestimonialView } from '../../domain/testimonials/queries.server';
import { Button, ButtonLink } from '../../ui/kit/button';
import { Notice } from '../../ui/kit/notice';

const STATES = {
  draft: 'ownDraft',
  offered: 'ownOffered',
  published: 'ownPublished',
  returned: 'ownReturned',
} as const;

/** For its author: where their text stands, and what can be done with it. */
export function OwnState({
  testimonial: { state, answer, awaitsAnother },
  isModerator,
  edit,
}: {
  testimonial: Pick<TestimonialView, 'state' | 'answer' | 'awaitsAnother'>;
  isModerator: boolean;
  edit: string;
}) {
  const { t } = useTranslation();
  const isWaiting = state === 'offered' || state === 'published';
  return (
    <Notice>
      <p>{t(`testimonials.${STATES[state]}`)}</p>
      {isModerator && awaitsAnother && <p>{t('testimonials.awaitsAnother')}</p>}
      {state === 'returned' && <blockquote className="whitespace-pre-line">{answer}</blockquote>}
      <Form method="post" className="btns">
        <ButtonLink size="s" icon="edit" to={edit}>
          {t('testimonials.edit')}
        </ButtonLink>
        {isWaiting ? (
          <Button size="s" name="act" value="withdraw">
            {t(state === 'published' ? 'testimonials.withdraw' : 'testimonials.takeBack')}
          </Button>
        ) : (
          <Button size="s" kind="star" name="act" value="offer">
            {t('testimonials.offer')}
          </Button>
        )}
      </Form>
      <details className="folded">
        <summary>{t('testimonials.delete')}</summary>
        <Form method="post">
          <Button size="s" kind="danger" name="act" value="delete">
            {t('testimonials.deleteSure')}
          </Button>
        </Form>
      </details>
    </Notice>
  );
}
