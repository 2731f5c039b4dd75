import { getFormProps, getSelectProps, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button';
import { Field, Select } from '../kit/field';
import { useDraft } from '../site/draft';
import { DraftNote } from '../site/draft-note';
import { FormErrors } from '../site/form';
import { useProblems } from '../site/problems';

type Fields = { timezone: string; language: string };

export type SettingsFormProps = {
  settings: Fields;
  zones: readonly string[];
  lastResult: Parameters<typeof useForm<Fields>>[0]['lastResult'];
};

/** In which language, and by which clock, a member reads. */
export function SettingsForm({ settings, zones, lastResult }: SettingsFormProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm<Fields>({ id: 'settings', lastResult, defaultValue: settings });
  const draft = useDraft('settings');
  return (
    <Form method="post" className="form" {...getFormProps(form)}>
      <FormErrors
        form={form}
        labels={{ language: t('settings.language'), timezone: t('settings.timezone') }}
      />
      <Field id={fields.language.id} label={t('settings.language')} error={say(fields.language.errors)}>
        <Select {...getSelectProps(fields.language)}>
          <option value="fr" lang="fr">
            {t('settings.languages.fr')}
          </option>
          <option value="en" lang="en">
            {t('settings.languages.en')}
          </option>
        </Select>
      </Field>
      <Field
        id={fields.timezone.id}
        label={t('settings.timezone')}
        hint={t('settings.timezoneHint')}
        error={say(fields.timezone.errors)}
      >
        <Select {...getSelectProps(fields.timezone)}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </Field>
      <div className="btns">
        <Button>{t('settings.submit')}</Button>
        <DraftNote draft={draft} />
      </div>
    </Form>
  );
}
