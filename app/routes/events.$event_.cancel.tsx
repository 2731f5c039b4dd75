import { getFormProps, getInputProps, getTextareaProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { cancelEvent } from '../domain/events/commands/cancel-event.server';
import { cancellationInput, isSameTitle } from '../domain/events/rules';
import { listInvitations } from '../domain/invitations/queries.server';
import type { Viewer } from '../domain/members/rules';
import { listAttendees } from '../domain/rsvps/queries.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { hostingWords } from '../locales/parts/hosting';
import { Button, ButtonLink } from '../ui/kit/button';
import { Field, Textarea, TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { requireManaged } from './events.$event_.edit/managed-event.server';

export const meta = titled;
export const handle = { words: hostingWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, event } = await requireManaged(request, params.event);
  const t = await wordsFor(request);
  return {
    title: t('hosting.cancel.title', { title: event.title }),
    unlisted: true,
    event: { slug: event.slug, title: event.title, phase: event.phase },
    told: event.phase === 'coming' || event.phase === 'on' ? await countTold(viewer, event.id) : 0,
  };
}

/** How many people learn of it: whoever answered, and whoever was invited. */
async function countTold(viewer: Viewer, eventId: string): Promise<number> {
  const [attendees, invitations] = await Promise.all([
    listAttendees(db, viewer, eventId),
    listInvitations(db, viewer, eventId),
  ]);
  const answered = attendees.filter(({ answer, removed }) => answer !== 'declined' && !removed);
  const silent = invitations.filter(({ answer, status }) => answer === null && status !== 'revoked');
  return answered.length + silent.length;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, event } = await requireManaged(request, params.event);
  const submission = parseWithZod(await readForm(request), { schema: cancellationInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const { title, note } = submission.value;
  if (!isSameTitle(title, event.title))
    return data(submission.reply({ fieldErrors: { title: ['titleDiffers'] } }), { status: 422 });
  const cancelled = await cancelEvent(db, self, event.id, note);
  if (!cancelled.ok) {
    if (cancelled.reason === 'notYours') throw new Response(null, { status: 404 });
    return data(submission.reply({ formErrors: [cancelled.reason] }), { status: 422 });
  }
  const community = `/c/${encodeURIComponent(event.community.tag)}/events`;
  return redirect(cancelled.deleted ? community : `/events/${event.slug}`, 303);
}

export default function CancelEvent() {
  const { t } = useTranslation();
  const say = useProblems();
  const { event, told } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: 'cancel',
    lastResult: useActionData<typeof action>(),
    defaultValue: { title: '', note: '' },
  });
  const { slug, title, phase } = event;
  const isDraft = phase === 'draft';
  const heading = t(isDraft ? 'hosting.cancel.draftHeading' : 'hosting.cancel.heading');
  const bar = { back: { to: `/events/${slug}`, label: t('event.tabs.back') } };
  if (phase === 'past' || phase === 'cancelled') {
    return (
      <Frame bar={bar}>
        <PageHead title={heading} />
        <Notice>{t(phase === 'past' ? 'hosting.cancel.over' : 'hosting.cancel.already')}</Notice>
      </Frame>
    );
  }
  return (
    <Frame bar={bar}>
      <PageHead title={heading}>{t(isDraft ? 'hosting.cancel.draftLead' : 'hosting.cancel.lead')}</PageHead>
      {!isDraft && <p className="muted">{t('hosting.cancel.told', { count: told })}</p>}
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{ note: t('hosting.cancel.note'), title: t('hosting.cancel.copy') }}
        />
        {!isDraft && (
          <Field
            id={fields.note.id}
            label={t('hosting.cancel.note')}
            hint={t('hosting.cancel.noteHint')}
            optional={t('site.optional')}
            error={say(fields.note.errors)}
          >
            <Textarea {...getTextareaProps(fields.note)} />
          </Field>
        )}
        <TextField
          label={t('hosting.cancel.copy')}
          hint={t('hosting.cancel.copyHint', { title })}
          error={say(fields.title.errors)}
          autoComplete="off"
          {...getInputProps(fields.title, { type: 'text' })}
        />
        <div className="btns">
          <Button kind="danger">{t(isDraft ? 'hosting.cancel.submitDraft' : 'hosting.cancel.submit')}</Button>
          <ButtonLink kind="bare" to={`/events/${slug}`}>
            {t(isDraft ? 'hosting.cancel.keepDraft' : 'hosting.cancel.keep')}
          </ButtonLink>
        </div>
      </Form>
    </Frame>
  );
}
