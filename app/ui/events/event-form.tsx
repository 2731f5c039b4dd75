import { getFormProps, type SubmissionResult } from '@conform-to/react';
import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WrittenForm } from '../../domain/events/rules';
import { Button } from '../kit/button';
import { Dock } from '../kit/shell';
import { useDraft } from '../site/draft';
import { DraftNote } from '../site/draft-note';
import { FormErrors } from '../site/form';
import { Frame } from '../site/frame';
import { PageHead } from '../site/page-head';
import { EventFields, type EventFieldsProps } from './event-fields';
import { EventGlance, useGlanced } from './event-glance';
import { useEventForm } from './use-event-form';

interface EventFormProps extends Omit<EventFieldsProps, 'fields'> {
  /** Of the form, and of the draft this browser keeps of it. */
  id: string;
  title: string;
  back: { to: string; label: string };
  written: Partial<WrittenForm>;
  lastResult: SubmissionResult<string[]> | undefined;
  /** Already out: it is saved, not published. */
  published?: boolean;
  /** Said between the title and the form. */
  notice?: ReactNode;
  /** Said under the form. */
  children?: ReactNode;
}

const LABELLED = [
  'title',
  'hashtag',
  'community',
  'starts',
  'ends',
  'timezone',
  'place',
  'address',
  'addressVisibility',
  'accessNotes',
  'onlineUrl',
  'visibility',
  'capacity',
  'rsvpDeadline',
  'lateSeats',
  'description',
  'agenda',
] as const satisfies readonly (keyof WrittenForm)[];

/** The page of an event's form, with its own bar: one amber button, and a look at the page. */
export function EventForm({ id, title, back, written, lastResult, published, ...rest }: EventFormProps) {
  const { t } = useTranslation();
  const [form, fields] = useEventForm(id, written, lastResult);
  const { glanced, watch } = useGlanced(fields);
  const draft = useDraft(form.id);
  const labels = Object.fromEntries(LABELLED.map((name) => [name, t(`eventForm.${name}`)]));
  const button = { form: form.id, name: 'act' } as const;
  const dock = (
    <Dock say={<DraftNote draft={draft} />}>
      <Button kind="star" {...button} value={published ? 'save' : 'publish'}>
        {t(published ? 'eventForm.save' : 'eventForm.publish')}
      </Button>
      {!published && (
        <Button {...button} value="preview">
          {t('eventForm.preview')}
        </Button>
      )}
    </Dock>
  );
  return (
    <Frame bar={{ back, title }} dock={dock}>
      <div className="bar-says">
        <PageHead title={title} />
      </div>
      {rest.notice}
      <div className="form-cols">
        <Form method="post" encType="multipart/form-data" className="form" {...getFormProps(form)} {...watch}>
          {/* What the Enter key presses: never "publish". */}
          <button
            type="submit"
            className="vh"
            name="act"
            value={published ? 'save' : 'preview'}
            tabIndex={-1}
            aria-hidden
          />
          <FormErrors form={form} labels={labels} />
          <EventFields fields={fields} communities={rest.communities} zones={rest.zones} />
          {!published && (
            <div className="btns">
              <Button name="act" value="draft">
                {t('eventForm.saveDraft')}
              </Button>
            </div>
          )}
        </Form>
        <EventGlance {...glanced} />
      </div>
      {rest.children}
    </Frame>
  );
}
