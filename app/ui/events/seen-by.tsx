import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { EventFacts } from './facts';

const CHOICES = ['everyone', 'going', 'organizers'] as const;

/** Who sees that the reader goes: each choice is one click. Before they answer, what will hold at first. */
export function SeenBy({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  const { formData } = useNavigation();
  const { own, closed } = event;
  if (closed || event.phase === 'draft') return null;
  if (!own || (own.seat === null && own.answer !== 'remote')) {
    return (
      <details className="seen small">
        <summary className="muted">{t('event.seen.ask')}</summary>
        <p>{t('event.seen.how')}</p>
      </details>
    );
  }
  const chosen = formData?.get('seenBy') ?? own.seenBy;
  return (
    <Form method="post" className="seen chooser" preventScrollReset>
      <fieldset>
        <legend className="small muted">{t('event.seen.legend')}</legend>
        <div className="btns">
          {CHOICES.map((choice) => (
            <button
              key={choice}
              type="submit"
              className="btn sm"
              name="seenBy"
              value={choice}
              aria-pressed={choice === chosen}
            >
              {t(`event.seen.${choice}`)}
            </button>
          ))}
        </div>
      </fieldset>
    </Form>
  );
}
