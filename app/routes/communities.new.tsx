import { getFormProps, getInputProps, getTextareaProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { createCommunity } from '../domain/communities/commands/create-community.server';
import { communityInput } from '../domain/communities/rules';
import { problem } from '../domain/rules';
import { readForm } from '../http/form.server';
import { limit } from '../http/limits.server';
import { wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { requireMember } from '../session.server';
import { CommunityFields } from '../ui/communities/community-fields';
import { DoorsFields } from '../ui/communities/doors-fields';
import { HashtagField } from '../ui/hashtags/hashtag-field';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { useDraft } from '../ui/site/draft';
import { DraftNote } from '../ui/site/draft-note';
import { FormErrors } from '../ui/site/form';
import { Frame, useMayOpenCommunity } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: keepingWords };

export async function loader({ request }: LoaderFunctionArgs) {
  await requireMember(request);
  const t = await wordsFor(request);
  return { title: t('keeping.new.title'), unlisted: true };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const submission = parseWithZod(await readForm(request), { schema: communityInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const allowed = await limit('createCommunity', self.id);
  if (!allowed.ok) {
    const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
    return data(submission.reply({ formErrors: [problem('tooMany', { minutes })] }), { status: 429 });
  }
  const made = await createCommunity(db, self, submission.value);
  if (!made.ok) {
    const wrong = made.field
      ? { fieldErrors: { [made.field]: [made.reason] } }
      : { formErrors: [made.reason] };
    return data(submission.reply(wrong), { status: 422 });
  }
  return redirect(`/c/${encodeURIComponent(made.tag)}`, 303);
}

export default function NewCommunity() {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm({
    id: 'community-new',
    lastResult: useActionData<typeof action>(),
    defaultValue: { hashtag: '', description: '', city: '', admission: 'open', visibility: 'public' },
  });
  const mayOpen = useMayOpenCommunity();
  const draft = useDraft(form.id);
  return (
    <Frame bar={{ back: { to: '/communities', label: t('community.back') } }}>
      <PageHead title={t('keeping.new.title')}>{t('keeping.new.lead')}</PageHead>
      {!mayOpen && <Notice>{t('problems.stewardsCreate')}</Notice>}
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{
            hashtag: t('keeping.new.hashtag'),
            description: t('keeping.new.description'),
            city: t('keeping.new.city'),
          }}
        />
        <HashtagField
          label={t('keeping.new.hashtag')}
          hint={t('keeping.new.hashtagHint')}
          error={say(fields.hashtag.errors)}
          {...getInputProps(fields.hashtag, { type: 'text' })}
        />
        <CommunityFields
          description={getTextareaProps(fields.description)}
          city={getInputProps(fields.city, { type: 'text' })}
          errors={{ description: say(fields.description.errors), city: say(fields.city.errors) }}
        />
        <DoorsFields
          admission={fields.admission.initialValue ?? 'open'}
          visibility={fields.visibility.initialValue ?? 'public'}
        />
        <div className="btns">
          {mayOpen && <Button kind="star">{t('keeping.new.submit')}</Button>}
          <DraftNote draft={draft} />
        </div>
      </Form>
    </Frame>
  );
}
