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
      <h2 className="h2">{t('organizing.form.who')}</h2>
      <EventChoice
        field={fields.visibility}
        legend={t('organizing.form.visibility')}
        options={[
          { value: 'public', label: t('organizing.form.public'), hint: t('organizing.form.publicHint') },
          {
            value: 'community',
            label: t('organizing.form.inCommunity'),
            hint: t('organizing.form.inCommunityHint'),
          },
          { value: 'link', label: t('organizing.form.byLink'), hint: t('organizing.form.byLinkHint') },
        ]}
      />
      <div className="pair">
        <TextField
          label={t('organizing.form.capacity')}
          hint={t('organizing.form.capacityHint')}
          error={say(fields.capacity.errors)}
          inputMode="numeric"
          {...getInputProps(fields.capacity, { type: 'text' })}
        />
        <TextField
          label={t('organizing.form.rsvpDeadline')}
          hint={t('organizing.form.rsvpDeadlineHint')}
          error={say(fields.rsvpDeadline.errors)}
          {...getInputProps(fields.rsvpDeadline, { type: 'datetime-local' })}
        />
      </div>
      <EventChoice
        field={fields.lateSeats}
        legend={t('organizing.form.lateSeats')}
        options={[
          { value: 'offer', label: t('organizing.form.offer'), hint: t('organizing.form.offerHint') },
          { value: 'give', label: t('organizing.form.give'), hint: t('organizing.form.giveHint') },
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
      <h2 className="h2">{t('organizing.form.more')}</h2>
      <Field
        id={fields.description.id}
        label={t('organizing.form.description')}
        hint={t('organizing.form.descriptionHint')}
        optional={optional}
        error={say(fields.description.errors)}
      >
        <Textarea {...getTextareaProps(fields.description)} rows={6} />
      </Field>
      <Field
        id={fields.agenda.id}
        label={t('organizing.form.agenda')}
        hint={t('organizing.form.agendaHint')}
        optional={optional}
        error={say(fields.agenda.errors)}
      >
        <Textarea
          {...getTextareaProps(fields.agenda)}
          rows={4}
          placeholder={t('organizing.form.agendaExample')}
        />
      </Field>
    </section>
  );
}
