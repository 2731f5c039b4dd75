import { getFormProps, getInputProps, getTextareaProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listOwnCommunities } from '../domain/communities/of-member.server';
import { startTopic } from '../domain/topics/commands/start-topic.server';
import { topicInput } from '../domain/topics/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { wordsFor } from '../locales/i18n.server';
import { topicsWords } from '../locales/parts/topics';
import { requireMember } from '../session.server';
import { Button } from '../ui/kit/button';
import { Choice, ChoiceGroup, Field, Select, Textarea, TextField } from '../ui/kit/field';
import { useDraft } from '../ui/site/draft';
import { DraftNote } from '../ui/site/draft-note';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: topicsWords };

/** The value that stands for no community. */
const AMONG = 'among';
const ADMISSIONS = ['open', 'invitation'] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const asked = new URL(request.url).searchParams.get('community');
  const communities = await listOwnCommunities(db, self);
  return {
    title: t('topics.new.title'),
    unlisted: true,
    communities: communities.map(({ tag, name }) => ({ tag, name })),
    community: communities.find(({ tag }) => tag === asked)?.tag ?? communities[0]?.tag ?? AMONG,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const form = await readForm(request);
  const submission = parseWithZod(form, { schema: topicInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const tooFast = await slowDown(['startTopic', self.id]);
  if (tooFast) return data(submission.reply({ formErrors: [tooFast] }), { status: 429 });
  const named = form.get('community');
  const community = (await listOwnCommunities(db, self)).find(({ tag }) => tag === named);
  if (!community && named !== AMONG)
    return data(submission.reply({ formErrors: ['notAMember'] }), { status: 422 });
  const started = await startTopic(db, self, community?.id ?? null, submission.value);
  if (!started.ok) return data(submission.reply({ formErrors: [started.reason] }), { status: 422 });
  return redirect(`/topics/${started.id}${community ? '' : '/people'}`, 303);
}

export default function NewTopic() {
  const { t } = useTranslation();
  const say = useProblems();
  const { communities, community } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: 'topic-new',
    lastResult: useActionData<typeof action>(),
    defaultValue: { title: '', purpose: '', admission: 'open', days: '', confidential: '' },
  });
  const draft = useDraft(form.id);
  return (
    <Frame bar={{ back: { to: '/topics', label: t('topics.list.title') } }}>
      <PageHead title={t('topics.new.title')}>{t('topics.list.lead')}</PageHead>
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{
            title: t('topics.new.name'),
            purpose: t('topics.new.purpose'),
            days: t('topics.new.days'),
          }}
        />
        <Field id="community" label={t('topics.new.where')} hint={t('topics.new.amongHint')}>
          <Select name="community" defaultValue={community}>
            {communities.map(({ tag, name }) => (
              <option key={tag} value={tag}>
                {t('topics.new.community', { tag: `#${name}` })}
              </option>
            ))}
            <option value={AMONG}>{t('topics.new.among')}</option>
          </Select>
        </Field>
        <TextField
          label={t('topics.new.name')}
          hint={t('topics.new.nameHint')}
          error={say(fields.title.errors)}
          {...getInputProps(fields.title, { type: 'text' })}
        />
        <Field
          id={fields.purpose.id}
          label={t('topics.new.purpose')}
          optional={t('site.optional')}
          error={say(fields.purpose.errors)}
        >
          <Textarea {...getTextareaProps(fields.purpose)} />
        </Field>
        <ChoiceGroup id="admission" legend={t('topics.new.admission')}>
          {ADMISSIONS.map((one) => (
            <Choice
              key={one}
              type="radio"
              name="admission"
              value={one}
              defaultChecked={(fields.admission.initialValue ?? 'open') === one}
              label={t(`topics.new.${one}`)}
              hint={t(`topics.new.${one}Hint`)}
            />
          ))}
        </ChoiceGroup>
        <TextField
          label={t('topics.new.days')}
          hint={t('topics.new.daysHint')}
          optional={t('site.optional')}
          error={say(fields.days.errors)}
          inputMode="numeric"
          {...getInputProps(fields.days, { type: 'text' })}
        />
        <div className="choices">
          <Choice
            type="checkbox"
            name="confidential"
            defaultChecked={fields.confidential.initialValue === 'on'}
            label={t('topics.new.confidential')}
            hint={t('topics.new.confidentialHint')}
          />
        </div>
        <div className="btns">
          <Button kind="star">{t('topics.new.submit')}</Button>
          <DraftNote draft={draft} />
        </div>
      </Form>
    </Frame>
  );
}
