import type { InputHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Textarea, TextField } from '../kit/field';

interface CommunityFieldsProps {
  description: TextareaHTMLAttributes<HTMLTextAreaElement> & { id: string };
  city: InputHTMLAttributes<HTMLInputElement> & { id: string };
  errors: { description?: string; city?: string };
}

/** What a community says of itself; its hashtag stays for good. */
export function CommunityFields({ description, city, errors }: CommunityFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field
        id={description.id}
        label={t('keeping.new.description')}
        hint={t('keeping.new.descriptionHint')}
        optional={t('site.optional')}
        error={errors.description}
      >
        <Textarea {...description} rows={6} />
      </Field>
      <TextField
        label={t('keeping.new.city')}
        hint={t('keeping.new.cityHint')}
        optional={t('site.optional')}
        error={errors.city}
        autoComplete="address-level2"
        {...city}
      />
    </>
  );
}
