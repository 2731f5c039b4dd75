import { getFormProps, getInputProps, getTextareaProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { announceToMembers } from '../domain/announcements/commands.server';
import { countReaders } from '../domain/announcements/queries.server';
import { announcementInput } from '../domain/announcements/rules';
import { hasAcceptedCharter } from '../domain/communities/charters.server';
import { canAnnounce } from '../domain/communities/rules';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { announcementsWords } from '../locales/parts/announcements';
import { renderMarkdown } from '../markdown.server';
import { Button } from '../ui/kit/button';
import { Field, Textarea, TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { Prose } from '../ui/kit/prose';
import { useDraft } from '../ui/site/draft';
import { DraftNote } from '../ui/site/draft-note';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: announcementsWords };

const announcing = (request: Request, named: string | undefined) => keptAt(request, named, canAnnounce);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, community, path } = await announcing(request, params.community);
  const t = await wordsFor(request);
  const { id, name, tag } = community;
  return {
    title: t('announcements.new.title', { tag: `#${name}` }),
    unlisted: true,
    path,
    name,
    tag,
    charterFirst: !(await hasAcceptedCharter(db, self.id, id)),
    ...(await countReaders(db, self, id)),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await announcing(request, params.community);
  const form = await readForm(request);
  const submission = parseWithZod(form, { schema: announcementInput });
  if (submission.status !== 'success')
    return data({ reply: submission.reply(), preview: null }, { status: 400 });
  if (form.get('act') === 'preview') {
    const { title, text } = submission.value;
    return data({ reply: submission.reply(), preview: { title, html: renderMarkdown(text) } });
  }
  const told = await announceToMembers(db, self, community.id, submission.value);
  if (!told.ok) {
    if (told.reason === 'notYours') throw new Response(null, { status: 404 });
    const status = told.reason === 'charterFirst' ? 409 : 429;
    return data({ reply: submission.reply({ formErrors: [told.reason] }), preview: null }, { status });
  }
  return redirect(`${path}/announcements?told=sent`, 303);
}

export default function NewAnnouncement() {
  const { t } = useTranslation();
  const say = useProblems();
  const { path, name, tag, charterFirst, byLetter, members } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useForm<{ title: string; text: string }>({
    id: `announce-${tag}`,
    lastResult: answer?.reply,
    defaultValue: { title: '', text: '' },
  });
  const draft = useDraft(form.id);
  const back = t('community.backTo', { tag: `#${name}` });
  return (
    <Frame bar={{ back: { to: `${path}/announcements`, label: back }, title: `#${name}` }}>
      <PageHead title={t('announcements.new.heading')}>
        {t('announcements.new.lead', { count: byLetter })}{' '}
        {t('announcements.new.members', { count: members })}
      </PageHead>
      {charterFirst && (
        <Notice>
          {t('problems.charterFirst')} <Link to={`${path}/charter`}>{t('community.charterRead')}</Link>
        </Notice>
      )}
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{ title: t('announcements.new.field'), text: t('announcements.new.text') }}
        />
        <TextField
          label={t('announcements.new.field')}
          hint={t('announcements.new.fieldHint')}
          error={say(fields.title.errors)}
          {...getInputProps(fields.title, { type: 'text' })}
        />
        <Field
          id={fields.text.id}
          label={t('announcements.new.text')}
          hint={t('announcements.new.textHint')}
          error={say(fields.text.errors)}
        >
          <Textarea {...getTextareaProps(fields.text)} rows={10} />
        </Field>
        <div className="btns">
          <Button kind="star" name="act" value="send">
            {t('announcements.new.submit', { count: byLetter })}
          </Button>
          <Button name="act" value="preview">
            {t('announcements.new.preview')}
          </Button>
          <DraftNote draft={draft} />
        </div>
      </Form>
      {answer?.preview && (
        <section className="sec stack announcement" aria-labelledby="preview-title">
          <div role="status">
            <h2 className="h2" id="preview-title">
              {t('announcements.new.previewed')}
            </h2>
          </div>
          <h3 className="h3">{answer.preview.title}</h3>
          <Prose html={answer.preview.html} />
        </section>
      )}
    </Frame>
  );
}
