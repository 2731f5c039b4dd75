import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findRsvpByToken } from '../domain/rsvps/queries.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { answeringWords } from '../locales/parts/answering';
import { ClosedPage } from '../ui/events/closed-page';
import { EventPage } from '../ui/events/event-page';
import { OnBehalf } from '../ui/events/on-behalf';
import { titled } from '../ui/site/title';
import { openByLink } from './events.$event/by-link.server';
import { factsOf, headOf } from './events.$event/event-page.server';
import { keepLanguage, preselected, takeAnswer } from './events.$event/take-answer.server';

export const handle = { words: answeringWords };

export const meta = titled;

async function open(request: Request, token = '') {
  const rsvp = await findRsvpByToken(db, token);
  const opened = rsvp && (await openByLink(request, rsvp));
  return opened && { ...opened, rsvp };
}

/** A person's own answer, without an account: where they stand, and how to change it. Changes nothing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const opened = await open(request, params.token);
  if (!opened) {
    const t = await wordsFor(request);
    return data({ title: t('ownRsvp.goneTitle'), unlisted: true, page: null }, { status: 410 });
  }
  const { event, reader, calendarUrl, liveUrl, onBehalfOf } = opened;
  const page = {
    event: { ...(await factsOf(request, event, reader)), liveUrl },
    preselected: preselected(request),
    calendarUrl,
    onBehalfOf,
  };
  return data({ ...(await headOf(request, event)), unlisted: true, page });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await readForm(request);
  const here = keepLanguage(request, `/rsvp/${params.token}`);
  const opened = await open(request, params.token);
  if (!opened) return redirect(here, 303);
  const taken = await takeAnswer(form, opened.event.id, opened.rsvp.contact_id, { byLink: true });
  if (!taken.ok) return data({ refused: taken.refused }, { status: taken.status });
  return redirect(here, 303);
}

/** A refused answer may mean that more has changed than the answer. */
export const shouldRevalidate = () => true;

export default function OwnRsvp() {
  const { t } = useTranslation();
  const { page } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>()?.refused;
  const { pathname } = useLocation();
  if (!page) return <ClosedPage title={t('ownRsvp.goneTitle')}>{t('ownRsvp.goneText')}</ClosedPage>;
  return (
    <EventPage
      event={page.event}
      here={pathname}
      preselected={page.preselected}
      calendarUrl={page.calendarUrl}
      refused={refused}
      above={<OnBehalf name={page.onBehalfOf} />}
      below={<p className="sec small muted measure">{t('ownRsvp.yours')}</p>}
    />
  );
}
