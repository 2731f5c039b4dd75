import { getInputProps, getTextareaProps } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Field, Textarea, TextField } from '../kit/field';
import { useProblems } from '../site/problems';
import { EventChoice } from './event-choice';
import type { EventFormFields } from './use-event-form';

/** Who may see it, how many may come, and until when they may say so. */
export function EventWhom({ fields }: { fields: EventFormFields }) {
  const { t } = useTranslation();
  const say = useProblems();
  return (
    <section className="part">
      <h2 className="h2">{t('eventForm.who')}</h2>
      <EventChoice
        field={fields.visibility}
        legend={t('eventForm.visibility')}
        options={[
          { value: 'public', label: t('eventForm.public'), hint: t('eventForm.publicHint') },
          {
            value: 'community',
            label: t('eventForm.inCommunity'),
            hint: t('eventForm.inCommunityHint'),
          },
          { value: 'link', label: t('eventForm.byLink'), hint: t('eventForm.byLinkHint') },
        ]}
      />
      <div className="pair">
        <TextField
          label={t('eventForm.capacity')}
          hint={t('eventForm.capacityHint')}
          error={say(fields.capacity.errors)}
          inputMode="numeric"
          {...getInputProps(fields.capacity, { type: 'text' })}
        />
        <TextField
          label={t('eventForm.rsvpDeadline')}
          hint={t('eventForm.rsvpDeadlineHint')}
          error={say(fields.rsvpDeadline.errors)}
          {...getInputProps(fields.rsvpDeadline, { type: 'datetime-local' })}
        />
      </div>
      <EventChoice
        field={fields.lateSeats}
        legend={t('eventForm.lateSeats')}
        options={[
          { value: 'offer', label: t('eventForm.offer'), hint: t('eventForm.offerHint') },
          { value: 'give', label: t('eventForm.give'), hint: t('eventForm.giveHint') },
        ]}
        row
      />
    </section>
  );
}

/** What will happen, in the organizer's words. */
export function EventStory({ fields }: { fields: EventFormFields }) {
  const { t } = useTranslation();
  const say = useProblems();
  const optional = t('site.optional');
  return (
    <section className="part">
      <h2 className="h2">{t('eventForm.more')}</h2>
      <Field
        id={fields.description.id}
        label={t('eventForm.description')}
        hint={t('eventForm.descriptionHint')}
        optional={optional}
        error={say(fields.description.errors)}
      >
        <Textarea {...getTextareaProps(fields.description)} rows={6} />
      </Field>
      <Field
        id={fields.agenda.id}
        label={t('eventForm.agenda')}
        hint={t('eventForm.agendaHint')}
        optional={optional}
        error={say(fields.agenda.errors)}
      >
        <Textarea {...getTextareaProps(fields.agenda)} rows={4} placeholder={t('eventForm.agendaExample')} />
      </Field>
    </section>
  );
}
