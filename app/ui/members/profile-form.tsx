import { getFormProps, getInputProps, getTextareaProps, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { LinkKind, ProfileInput } from '../../domain/members/profile-rules';
import { Button } from '../kit/button';
import { Field, Input, Textarea } from '../kit/field';
import { useDraft } from '../site/draft';
import { DraftNote } from '../site/draft-note';
import { FormErrors } from '../site/form';
import { useProblems } from '../site/problems';
import { SeenBySelect } from './seen-by-select';

type Fields = Record<keyof ProfileInput, string>;
type About = 'name' | 'occupation' | 'city' | 'bio' | 'interests';

const ABOUT: readonly About[] = ['name', 'occupation', 'city', 'bio', 'interests'];
const ELSEWHERE: readonly LinkKind[] = ['site', 'mastodon', 'bluesky', 'x', 'linkedin'];

export type ProfileFormProps = {
  profile: Fields;
  lastResult: Parameters<typeof useForm<Fields>>[0]['lastResult'];
};

/** A member's page as they write it; under each field, whom it is for. */
export function ProfileForm({ profile, lastResult }: ProfileFormProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm<Fields>({ id: 'profile', lastResult, defaultValue: profile });
  const draft = useDraft('profile');
  const field = (name: About | LinkKind, hint?: string) => (
    <div className="seen-field" key={name}>
      <Field
        id={fields[name].id}
        label={t(`profile.${name}`)}
        hint={hint}
        optional={name === 'name' ? undefined : t('site.optional')}
        error={say(fields[name].errors)}
      >
        {name === 'bio' || name === 'interests' ? (
          <Textarea {...getTextareaProps(fields[name])} rows={name === 'bio' ? 4 : 2} />
        ) : (
          <Input {...getInputProps(fields[name], { type: 'text' })} {...TYPING[name]} />
        )}
      </Field>
      <SeenBySelect meta={fields[`${name}SeenBy`]} of={t(`profile.${name}`)} />
    </div>
  );
  return (
    <Form method="post" className="form" {...getFormProps(form)}>
      <FormErrors
        form={form}
        labels={Object.fromEntries(
          [...ABOUT, ...ELSEWHERE].flatMap((name) => [
            [name, t(`profile.${name}`)],
            [`${name}SeenBy`, t('profile.seenBy.of', { field: t(`profile.${name}`) })],
          ]),
        )}
      />
      {ABOUT.map((name) => field(name, name === 'city' ? undefined : t(`profile.hints.${name}`)))}
      <fieldset className="part">
        <legend className="h2">{t('profile.elsewhere')}</legend>
        <p className="muted">{t('profile.elsewhereHint')}</p>
        {ELSEWHERE.map((name) => field(name, t(`profile.hints.${name}`)))}
      </fieldset>
      <div className="btns">
        <Button kind="star">{t('profile.submit')}</Button>
        <DraftNote draft={draft} />
      </div>
    </Form>
  );
}

const plain = { autoCapitalize: 'none', spellCheck: false } as const;
const TYPING: Partial<Record<About | LinkKind, object>> = {
  name: { autoComplete: 'name' },
  occupation: { autoComplete: 'organization-title' },
  city: { autoComplete: 'address-level2' },
  site: { ...plain, inputMode: 'url', autoComplete: 'url' },
  mastodon: plain,
  bluesky: plain,
  x: plain,
  linkedin: plain,
};
