import { getInputProps, getTextareaProps } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Field, Textarea, TextField } from '../kit/field';
import { useProblems } from '../site/problems';
import { EventChoice } from './event-choice';
import type { EventFormFields } from './use-event-form';

/** The room, the way there, and the link for those who come by wire. */
export function EventWhere({ fields }: { fields: EventFormFields }) {
  const { t } = useTranslation();
  const say = useProblems();
  const optional = t('site.optional');
  return (
    <section className="part">
      <h2 className="h2">{t('eventForm.where')}</h2>
      <TextField
        label={t('eventForm.place')}
        hint={t('eventForm.placeHint')}
        optional={optional}
        error={say(fields.place.errors)}
        {...getInputProps(fields.place, { type: 'text' })}
      />
      <TextField
        label={t('eventForm.address')}
        hint={t('eventForm.addressHint')}
        optional={optional}
        error={say(fields.address.errors)}
        {...getInputProps(fields.address, { type: 'text' })}
      />
      <EventChoice
        field={fields.addressVisibility}
        legend={t('eventForm.addressVisibility')}
        options={[
          {
            value: 'everyone',
            label: t('eventForm.everyone'),
            hint: t('eventForm.everyoneHint'),
          },
          { value: 'going', label: t('eventForm.goingOnly'), hint: t('eventForm.goingOnlyHint') },
        ]}
      />
      <Field
        id={fields.accessNotes.id}
        label={t('eventForm.accessNotes')}
        hint={t('eventForm.accessNotesHint')}
        optional={optional}
        error={say(fields.accessNotes.errors)}
      >
        <Textarea {...getTextareaProps(fields.accessNotes)} rows={2} />
      </Field>
      <TextField
        label={t('eventForm.onlineUrl')}
        hint={t('eventForm.onlineUrlHint')}
        optional={optional}
        error={say(fields.onlineUrl.errors)}
        inputMode="url"
        autoCapitalize="none"
        {...getInputProps(fields.onlineUrl, { type: 'text' })}
      />
    </section>
  );
}
