import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findInvitationByToken } from '../domain/invitations/queries.server';
import { rsvpToken } from '../domain/rsvps/queries.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { answeringWords } from '../locales/parts/answering';
import { ClosedPage } from '../ui/events/closed-page';
import { EventPage } from '../ui/events/event-page';
import { InvitersWord } from '../ui/events/inviters-word';
import { useNoteOpened } from '../ui/events/note-opened';
import { titled } from '../ui/site/title';
import { openByLink } from './events.$event/by-link.server';
import { factsOf, headOf, whenOf } from './events.$event/event-page.server';
import { keepLanguage, preselected, takeAnswer } from './events.$event/take-answer.server';

export const handle = { words: answeringWords };

export const meta = titled;

async function open(request: Request, token = '') {
  const invitation = await findInvitationByToken(db, token);
  const opened = invitation && (await openByLink(request, invitation));
  return opened && { ...opened, invitation };
}

/** Looks, and changes nothing: programs that scan letters open every link, some of them with scripts. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const opened = await open(request, params.token);
  if (!opened) {
    const t = await wordsFor(request);
    return data({ title: t('invited.goneTitle'), unlisted: true, page: null }, { status: 410 });
  }
  const { invitation, event, reader, calendarUrl, liveUrl, onBehalfOf } = opened;
  const page = {
    event: { ...(await factsOf(request, event, reader)), liveUrl },
    preselected: preselected(request),
    inviter: invitation.inviter,
    message: invitation.message,
    when: await whenOf(request, event),
    calendarUrl,
    onBehalfOf,
  };
  return data({ ...(await headOf(request, event)), unlisted: true, page });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await readForm(request);
  const opened = await open(request, params.token);
  if (!opened) return redirect(keepLanguage(request, `/i/${params.token}`), 303);
  const { invitation, event } = opened;
  const taken = await takeAnswer(form, event.id, invitation.contact_id, { byLink: true });
  if (!taken.ok) return data({ refused: taken.refused }, { status: taken.status });
  return redirect(keepLanguage(request, `/rsvp/${await rsvpToken(db, taken.rsvpId)}`), 303);
}

export default function Invitation() {
  const { t } = useTranslation();
  const { page } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>()?.refused;
  const { pathname } = useLocation();
  useNoteOpened(`${pathname}/opened`, page !== null);
  if (!page) return <ClosedPage title={t('invited.goneTitle')}>{t('invited.goneText')}</ClosedPage>;
  return (
    <EventPage
      event={page.event}
      here={pathname}
      preselected={page.preselected}
      calendarUrl={page.calendarUrl}
      refused={refused}
      above={<InvitersWord {...page} />}
    />
  );
}
