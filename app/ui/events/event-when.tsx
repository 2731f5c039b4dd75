import { type FieldMetadata, getInputProps } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../kit/field';
import { useProblems } from '../site/problems';
import { EventChoice } from './event-choice';
import type { EventFormFields } from './use-event-form';

/** Days and hours, in the place's own zone. */
export function EventWhen({ fields, zones }: { fields: EventFormFields; zones: readonly string[] }) {
  const { t } = useTranslation();
  const say = useProblems();
  return (
    <section className="part">
      <h2 className="h2">{t('eventForm.when')}</h2>
      <div className="pair">
        {(['starts', 'ends'] as const).map((name) => (
          <div key={name}>
            <TextField
              label={t(`eventForm.${name}`)}
              error={say(fields[name].errors)}
              {...getInputProps(fields[name], { type: 'datetime-local' })}
            />
          </div>
        ))}
      </div>
      <Fold time={fields.starts} fold={fields.startsFold} of={t('eventForm.starts')} />
      <Fold time={fields.ends} fold={fields.endsFold} of={t('eventForm.ends')} />
      <TextField
        label={t('eventForm.timezone')}
        hint={t('eventForm.timezoneHint')}
        error={say(fields.timezone.errors)}
        list="zones"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...getInputProps(fields.timezone, { type: 'text' })}
      />
      <datalist id="zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </section>
  );
}

/** Asked only where the clocks go back and an hour comes twice. */
function Fold({ time, fold, of }: { time: FieldMetadata<string>; fold: FieldMetadata<string>; of: string }) {
  const { t } = useTranslation();
  const asked = time.errors?.some((error) => error.startsWith('timeDoubled'));
  if (!asked && !fold.initialValue) return null;
  return (
    <EventChoice
      field={fold}
      legend={of}
      hint={t('eventForm.fold')}
      options={[
        { value: 'earlier', label: t('eventForm.earlier'), hint: t('eventForm.earlierHint') },
        { value: 'later', label: t('eventForm.later'), hint: t('eventForm.laterHint') },
      ]}
      row
    />
  );
}
