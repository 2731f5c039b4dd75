import type { SubmissionResult } from '@conform-to/react';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { formOf } from '../../domain/events/form.server';
import { findManagedEvent } from '../../domain/events/queries.server';
import { timeZones } from '../../domain/rules';
import { readForm } from '../../http/form.server';
import { wordsFor } from '../../locales/i18n.server';
import { eventFormWords } from '../../locales/parts/event-form';
import { viewerOf } from '../../session.server';
import { EventForm } from '../../ui/events/event-form';
import { Notice } from '../../ui/kit/notice';
import { Frame } from '../../ui/site/frame';
import { PageHead } from '../../ui/site/page-head';
import { titled } from '../../ui/site/title';
import { takeEvent } from '../events.new/take-event.server';
import { requireManaged } from './managed-event.server';
import { publishProblems } from './publish-problems';

export const meta = titled;
export const handle = { words: eventFormWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { event } = await requireManaged(request, params.event);
  const row = await findManagedEvent(db, await viewerOf(request), event.slug);
  if (!row) throw new Response(null, { status: 404 });
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  return {
    title: t('eventForm.editTitle', { title: event.title }),
    unlisted: true,
    id: event.id,
    slug: event.slug,
    phase: event.phase,
    // It stays with the community that called it.
    communities: [event.community],
    written: formOf(row, event.community.tag, event.hashtag),
    zones: timeZones,
    kept: query.has('kept'),
    refused: publishProblems(query),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, event } = await requireManaged(request, params.event);
  const form = await readForm(request);
  form.set('community', event.community.tag);
  return takeEvent(self, form, event.id);
}

export default function EditEvent() {
  const { t } = useTranslation();
  const { id, slug, phase, communities, written, zones, kept, refused } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const title = t('eventForm.edit');
  const back = { to: `/events/${slug}`, label: t('event.tabs.back') };
  if (phase === 'cancelled') {
    return (
      <Frame bar={{ back, title }}>
        <PageHead title={title} />
        <Notice>{t('eventForm.cancelled')}</Notice>
      </Frame>
    );
  }
  const asked: SubmissionResult<string[]> | undefined = refused
    ? { status: 'error', initialValue: written, error: refused }
    : undefined;
  const isDraft = phase === 'draft';
  return (
    <EventForm
      id={`event-${id}`}
      title={title}
      back={back}
      written={written}
      communities={communities}
      zones={zones}
      lastResult={answered ?? asked}
      published={!isDraft}
      notice={kept && <Notice kind="going">{t('eventForm.kept')}</Notice>}
    >
      {!isDraft && <p className="small muted measure">{t('eventForm.toldNote')}</p>}
      {phase !== 'past' && (
        <p className="sec">
          <Link to={`/events/${slug}/cancel`}>
            {t(isDraft ? 'eventForm.deleteLink' : 'eventForm.cancelLink')}
          </Link>
        </p>
      )}
    </EventForm>
  );
}
