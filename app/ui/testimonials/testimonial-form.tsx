import {
  getFormProps,
  getInputProps,
  getTextareaProps,
  type SubmissionResult,
  useForm,
} from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../domain/testimonials/queries.server';
import { Button } from '../kit/button';
import { Field, Input, Textarea, TextField } from '../kit/field';
import { PictureField } from '../kit/picture-field';
import { photoUrl } from '../members/photo';
import { useDraft } from '../site/draft';
import { DraftNote } from '../site/draft-note';
import { FormErrors } from '../site/form';
import { useProblems } from '../site/problems';

interface TestimonialFormProps {
  /** Of the form, and of the draft that the browser keeps. */
  id: string;
  written: { title: string; text: string };
  pictures: readonly Picture[];
  lastResult: SubmissionResult | undefined;
  limits: {
    pictures: number;
    /** Of one picture. */
    bytes: number;
    /** What browsers are asked for. */
    types: string;
    /** Characters of what a picture shows. */
    alt: number;
  };
}

/** The words and pictures of a testimonial: one form, so that whatever is pressed keeps what was typed. */
export function TestimonialForm({ id, written, pictures, lastResult, limits }: TestimonialFormProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm({ id, lastResult, defaultValue: written });
  const draft = useDraft(form.id);
  const labels = { title: t('testimonials.fieldTitle'), text: t('testimonials.fieldText') };
  return (
    <Form method="post" encType="multipart/form-data" className="form" {...getFormProps(form)}>
      <FormErrors form={form} labels={labels} />
      {/* Enter in the title keeps; it does not offer. */}
      <button type="submit" name="intent" value="save" hidden tabIndex={-1} aria-hidden="true" />
      <TextField
        label={labels.title}
        error={say(fields.title.errors)}
        maxLength={120}
        {...getInputProps(fields.title, { type: 'text' })}
        key="title"
      />
      <Field
        id={fields.text.id}
        label={labels.text}
        hint={t('testimonials.textHint')}
        error={say(fields.text.errors)}
      >
        <Textarea {...getTextareaProps(fields.text)} key="text" rows={16} maxLength={20_000} />
      </Field>
      <fieldset className="field" id="pictures">
        <legend>{t('testimonials.pictures')}</legend>
        <p className="hint">{t('testimonials.picturesHint')}</p>
        {pictures.length > 0 && (
          <ul className="shots">
            {pictures.map(({ id: media, alt, width, height }) => (
              <li key={media}>
                <img src={photoUrl(media) ?? undefined} alt="" width={width} height={height} />
                <Field id={`alt-${media}`} label={t('testimonials.alt')} hint={t('testimonials.altHint')}>
                  <Input name={`alt-${media}`} defaultValue={alt} maxLength={limits.alt} />
                </Field>
                <Button kind="bare" size="s" name="remove" value={media}>
                  {t('testimonials.removePicture')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        {pictures.length < limits.pictures && (
          <>
            <PictureField
              id="picture"
              name="picture"
              label={t('testimonials.picture')}
              accept={limits.types}
              most={limits.bytes}
              tooHeavy={t('problems.pictureHeavy')}
            />
            <Field id="newAlt" label={t('testimonials.alt')} hint={t('testimonials.altHint')}>
              <Input name="newAlt" maxLength={limits.alt} />
            </Field>
          </>
        )}
      </fieldset>
      <div className="btns">
        <Button kind="star" name="intent" value="offer">
          {t('testimonials.offer')}
        </Button>
        <Button name="intent" value="save">
          {t('testimonials.save')}
        </Button>
        <Button name="intent" value="preview">
          {t('testimonials.preview')}
        </Button>
        <DraftNote draft={draft} />
      </div>
    </Form>
  );
}
