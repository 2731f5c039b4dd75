import { getFormProps, getInputProps, getTextareaProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { editCommunity } from '../domain/communities/commands/edit-community.server';
import { canEditCommunity, communityEdit } from '../domain/communities/rules';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { requireMember } from '../session.server';
import { CommunityFields } from '../ui/communities/community-fields';
import { Button } from '../ui/kit/button';
import { useDraft } from '../ui/site/draft';
import { DraftNote } from '../ui/site/draft-note';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;

async function kept(request: Request, named: string | undefined) {
  const self = await requireMember(request);
  const opened = await communityAt(request, named);
  if (!canEditCommunity(opened.roles)) throw new Response(null, { status: 404 });
  return { self, ...opened };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, path } = await kept(request, params.community);
  const t = await wordsFor(request);
  const { tag, name, description, city } = community;
  return {
    title: t('communities.edit.title', { tag: `#${name}` }),
    unlisted: true,
    path,
    tag,
    name,
    written: { description, city },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await kept(request, params.community);
  const submission = parseWithZod(await readForm(request), { schema: communityEdit });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const edited = await editCommunity(db, self, community.id, submission.value);
  if (!edited.ok) throw new Response(null, { status: 404 });
  return redirect(`${path}/about`, 303);
}

export default function EditCommunity() {
  const { t } = useTranslation();
  const say = useProblems();
  const { path, tag, name, written } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: `community-${tag}`,
    lastResult: useActionData<typeof action>(),
    defaultValue: written,
  });
  const draft = useDraft(form.id);
  const back = t('communities.backTo', { tag: `#${name}` });
  return (
    <Frame bar={{ back: { to: `${path}/about`, label: back }, title: `#${name}` }}>
      <PageHead title={t('communities.edit.heading')} />
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{ description: t('communities.new.description'), city: t('communities.new.city') }}
        />
        <CommunityFields
          description={getTextareaProps(fields.description)}
          city={getInputProps(fields.city, { type: 'text' })}
          errors={{ description: say(fields.description.errors), city: say(fields.city.errors) }}
        />
        <div className="btns">
          <Button kind="star">{t('communities.edit.submit')}</Button>
          <DraftNote draft={draft} />
        </div>
      </Form>
    </Frame>
  );
}
