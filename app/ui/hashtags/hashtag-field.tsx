import { type InputHTMLAttributes, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Cover } from '../kit/cover/cover';
import { Field, type FieldError, Input } from '../kit/field';

const TAG = /^[\p{L}\p{M}\p{N}_]{1,100}$/u;

/** The tag a cover can be drawn from; none while what is typed is no hashtag. */
export function tagOf(typed: unknown): string | undefined {
  const tag = String(typed ?? '')
    .normalize('NFKC')
    .trim()
    .replace(/^[#＃]/, '');
  return TAG.test(tag) ? tag : undefined;
}

type HashtagFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  id: string;
  label: string;
  hint: string;
  error?: FieldError;
};

/** A hashtag and, once it is typed, the face it draws. */
export function HashtagField({ id, label, hint, error, ...input }: HashtagFieldProps) {
  const { t } = useTranslation();
  const [tag, setTag] = useState(() => tagOf(input.defaultValue));
  return (
    <div>
      <Field id={id} label={label} hint={hint} error={error}>
        <Input
          {...input}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          onBlur={(event) => setTag(tagOf(event.target.value))}
          // A draft put back changes the field while nobody is in it.
          onChange={({ target }) => target !== document.activeElement && setTag(tagOf(target.value))}
        />
      </Field>
      {tag && (
        <Cover
          tag={tag}
          ratio="5x2"
          eager
          className="drawn"
          alt={t('community.coverDrawn', { tag: `#${tag}` })}
        />
      )}
    </div>
  );
}
