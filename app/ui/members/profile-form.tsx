import { getFormProps, getInputProps, getSelectProps, getTextareaProps, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button';
import { Field, Select, Textarea, TextField } from '../kit/field';
import { useDraft } from '../site/draft';
import { DraftNote } from '../site/draft-note';
import { FormErrors } from '../site/form';
import { useProblems } from '../site/problems';

export type ProfileFields = { name: string; bio: string; city: string; timezone: string; language: string };

export type ProfileFormProps = {
  profile: ProfileFields;
  zones: readonly string[];
  lastResult: Parameters<typeof useForm<ProfileFields>>[0]['lastResult'];
};

export function ProfileForm({ profile, zones, lastResult }: ProfileFormProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm<ProfileFields>({ id: 'profile', lastResult, defaultValue: profile });
  const draft = useDraft('profile');
  return (
    <Form method="post" className="form" {...getFormProps(form)}>
      <FormErrors
        form={form}
        labels={{
          name: t('settings.name'),
          bio: t('settings.bio'),
          city: t('settings.city'),
          timezone: t('settings.timezone'),
          language: t('settings.language'),
        }}
      />
      <TextField
        label={t('settings.name')}
        error={say(fields.name.errors)}
        autoComplete="name"
        {...getInputProps(fields.name, { type: 'text' })}
      />
      <Field
        id={fields.bio.id}
        label={t('settings.bio')}
        hint={t('settings.bioHint')}
        optional={t('site.optional')}
        error={say(fields.bio.errors)}
      >
        <Textarea {...getTextareaProps(fields.bio)} />
      </Field>
      <TextField
        label={t('settings.city')}
        optional={t('site.optional')}
        error={say(fields.city.errors)}
        autoComplete="address-level2"
        {...getInputProps(fields.city, { type: 'text' })}
      />
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
      <div className="btns">
        <Button kind="star">{t('settings.submit')}</Button>
        <DraftNote draft={draft} />
      </div>
    </Form>
  );
}
