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
import { keepingWords } from '../locales/parts/keeping';
import { CommunityFields } from '../ui/communities/community-fields';
import { DoorsFields } from '../ui/communities/doors-fields';
import { KeepingPage } from '../ui/communities/keeping-page';
import { PictureForm } from '../ui/communities/picture-form';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { useDraft } from '../ui/site/draft';
import { DraftNote } from '../ui/site/draft-note';
import { FormErrors } from '../ui/site/form';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: keepingWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, here } = await keptAt(request, params.community, canEditCommunity);
  const t = await wordsFor(request);
  const { tag, name, description, city, admission, hidden, picture, pictureAlt } = community;
  const query = new URL(request.url).searchParams;
  return {
    title: t('keeping.edit.title', { tag: `#${name}` }),
    unlisted: true,
    here,
    tag,
    picture: { id: picture, alt: pictureAlt },
    written: { description, city, admission, visibility: hidden ? 'hidden' : 'public' },
    pictured: (['saved', 'removed'] as const).find((one) => query.get('picture') === one) ?? null,
    problem: query.get('wrong'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await keptAt(request, params.community, canEditCommunity);
  const submission = parseWithZod(await readForm(request), { schema: communityEdit });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const edited = await editCommunity(db, self, community.id, submission.value);
  if (!edited.ok) {
    if (edited.reason === 'notYours') throw new Response(null, { status: 404 });
    return data(submission.reply({ fieldErrors: { [edited.field ?? '']: [edited.reason] } }), {
      status: 422,
    });
  }
  return redirect(`${path}/about?said=edited`, 303);
}

export default function EditCommunity() {
  const { t } = useTranslation();
  const say = useProblems();
  const { here, tag, picture, written, pictured, problem } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: `community-${tag}`,
    lastResult: useActionData<typeof action>(),
    defaultValue: { ...written, sure: '' },
  });
  const [unsure, ticked] = [say(fields.sure.errors), fields.sure.initialValue === 'on'];
  const draft = useDraft(form.id);
  return (
    <KeepingPage here={here} heading={t('keeping.edit.heading')}>
      {pictured && (
        <Notice kind="going" announced>
          {t(`keeping.picture.${pictured}`)}
        </Notice>
      )}
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{
            description: t('keeping.new.description'),
            city: t('keeping.new.city'),
            admission: t('keeping.doors.admission'),
            visibility: t('keeping.doors.visibility'),
            sure: '',
          }}
        />
        <CommunityFields
          description={getTextareaProps(fields.description)}
          city={getInputProps(fields.city, { type: 'text' })}
          errors={{ description: say(fields.description.errors), city: say(fields.city.errors) }}
        />
        <DoorsFields
          admission={fields.admission.initialValue ?? written.admission}
          visibility={fields.visibility.initialValue ?? written.visibility}
          opening={unsure || ticked ? { id: fields.sure.id, error: unsure, ticked } : null}
        />
        <div className="btns">
          <Button kind="star">{t('keeping.edit.submit')}</Button>
          <DraftNote draft={draft} />
        </div>
      </Form>
      <PictureForm path={here.path} picture={picture} problem={say(problem)} />
    </KeepingPage>
  );
}
