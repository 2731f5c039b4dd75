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
      <h2 className="h2">{t('organizing.form.where')}</h2>
      <TextField
        label={t('organizing.form.place')}
        hint={t('organizing.form.placeHint')}
        optional={optional}
        error={say(fields.place.errors)}
        {...getInputProps(fields.place, { type: 'text' })}
      />
      <TextField
        label={t('organizing.form.address')}
        hint={t('organizing.form.addressHint')}
        optional={optional}
        error={say(fields.address.errors)}
        {...getInputProps(fields.address, { type: 'text' })}
      />
      <EventChoice
        field={fields.addressVisibility}
        legend={t('organizing.form.addressVisibility')}
        options={[
          {
            value: 'everyone',
            label: t('organizing.form.everyone'),
            hint: t('organizing.form.everyoneHint'),
          },
          { value: 'going', label: t('organizing.form.goingOnly'), hint: t('organizing.form.goingOnlyHint') },
        ]}
      />
      <Field
        id={fields.accessNotes.id}
        label={t('organizing.form.accessNotes')}
        hint={t('organizing.form.accessNotesHint')}
        optional={optional}
        error={say(fields.accessNotes.errors)}
      >
        <Textarea {...getTextareaProps(fields.accessNotes)} rows={2} />
      </Field>
      <TextField
        label={t('organizing.form.onlineUrl')}
        hint={t('organizing.form.onlineUrlHint')}
        optional={optional}
        error={say(fields.onlineUrl.errors)}
        inputMode="url"
        autoCapitalize="none"
        {...getInputProps(fields.onlineUrl, { type: 'text' })}
      />
    </section>
  );
}
