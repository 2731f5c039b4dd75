import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findEvent, findEventId } from '../../domain/events/queries.server';
import { readForm } from '../../http/form.server';
import { answeringWords } from '../../locales/parts/answering';
import { viewerOf } from '../../session.server';
import { EventPage } from '../../ui/events/event-page';
import { Notice } from '../../ui/kit/notice';
import { titled } from '../../ui/site/title';
import { factsOf, headOf, missing } from './event-page.server';
import { Manage } from './manage';
import { preselected, takeAnswer } from './take-answer.server';

export const handle = { words: answeringWords };

export const meta = titled;

/** Kept for strangers as one page: nothing of the request but its language and cookie may be read here. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request);
  const event = await findEvent(db, viewer, params.event ?? '');
  if (!event) throw missing();
  const { member } = viewer;
  const page = {
    ...(await headOf(request, event)),
    event: await factsOf(
      request,
      event,
      member && { seed: member.handle, name: member.name, portrait: member.portrait },
    ),
    preselected: preselected(request),
  };
  return event.visibility === 'public' ? data(page) : data(page, { headers: PRIVATE });
}

const PRIVATE = { 'Cache-Control': 'private, no-store' };

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

/** A refused answer may mean that more has changed than the answer. */
export const shouldRevalidate = () => true;

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await readForm(request);
  const viewer = await viewerOf(request);
  const slug = params.event ?? '';
  const eventId = await findEventId(db, viewer, slug);
  if (!eventId) throw missing();
  const here = `/events/${slug}`;
  if (!viewer.member) {
    // A session that ended meanwhile: the answer is kept, and can be given as a guest.
    const answer = String(form.get('answer') ?? '');
    return redirect(`${here}/guest?${new URLSearchParams({ answer })}`, 303);
  }
  const taken = await takeAnswer(form, eventId, viewer.member.contactId);
  if (!taken.ok) return data({ refused: taken.refused }, { status: taken.status });
  return redirect(here, 303);
}

export default function Event() {
  const { event, preselected } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>()?.refused;
  const { t } = useTranslation();
  const saved = useSearchParams()[0].has('saved');
  const here = `/events/${event.slug}`;
  return (
    <EventPage
      event={event}
      here={here}
      preselected={preselected}
      guest={event.reader ? undefined : `${here}/guest`}
      calendarUrl={`${here}.ics`}
      refused={refused}
      shared
      manage={
        event.canManage && (
          <>
            {saved && (
              <Notice kind="going" announced>
                {t('event.manage.saved')}
              </Notice>
            )}
            <Manage event={event} />
          </>
        )
      }
    />
  );
}
