import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button';
import { TextField } from '../kit/field';
import { PictureField } from '../kit/picture-field';
import { photoUrl } from '../members/photo';

interface PictureFormProps {
  path: string;
  picture: { id: string | null; alt: string };
  problem?: string;
}

/** What the server takes; it judges anew. */
const MOST_BYTES = 9 * 1_048_576;

/** The picture of a community: bringing one, saying what is on it, taking it away. */
export function PictureForm({ path, picture, problem }: PictureFormProps) {
  const { t } = useTranslation();
  const shown = photoUrl(picture.id);
  return (
    <section className="sec">
      <h2 className="h2">{t('keeping.picture.heading')}</h2>
      <p className="muted measure">{t('keeping.picture.text')}</p>
      {shown && <img className="chosen" src={shown} alt={picture.alt} />}
      <Form method="post" action={`${path}/picture`} encType="multipart/form-data" className="form">
        <PictureField
          id="picture"
          name="picture"
          label={t('keeping.picture.file')}
          hint={t('keeping.picture.fileHint')}
          error={problem}
          most={MOST_BYTES}
          tooHeavy={t('keeping.picture.tooHeavy')}
          accept="image/*"
          required
        />
        <TextField
          id="alt"
          name="alt"
          label={t('keeping.picture.alt')}
          hint={t('keeping.picture.altHint')}
          defaultValue={picture.alt}
          maxLength={500}
        />
        <div className="btns">
          <Button>{t('keeping.picture.submit')}</Button>
          {picture.id && (
            <Button kind="bare" name="act" value="remove" formNoValidate>
              {t('keeping.picture.remove')}
            </Button>
          )}
        </div>
      </Form>
    </section>
  );
}
