import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { confirmRsvp, findRsvpRequest } from '../domain/rsvps/commands/guest-rsvp.server';
import { rsvpToken } from '../domain/rsvps/queries.server';
import { wordsFor } from '../locales/i18n.server';
import { answeringWords } from '../locales/parts/answering';
import { ClosedPage } from '../ui/events/closed-page';
import { EventLine } from '../ui/events/event-line';
import { Button } from '../ui/kit/button';
import { DoorstepPage } from '../ui/members/doorstep';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';
import { whenOf } from './events.$event/event-page.server';
import { keepLanguage } from './events.$event/take-answer.server';

export const handle = { words: answeringWords };

export const meta = titled;

/** Looks, and changes nothing: the press of a button confirms. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const waiting = await findRsvpRequest(db, params.token ?? '');
  if (!waiting) {
    return data({ title: t('ownRsvp.usedTitle'), unlisted: true, waiting: null }, { status: 410 });
  }
  const { name, answer, event } = waiting;
  const when = await whenOf(request, { startsAt: event.starts_at.toISOString(), timezone: event.timezone });
  return data({
    title: t('ownRsvp.confirmTitle'),
    unlisted: true,
    waiting: { name, answer, when, tag: event.hashtag, title: event.title, place: event.place },
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const confirmed = await confirmRsvp(db, params.token ?? '');
  if (confirmed.ok) {
    return redirect(keepLanguage(request, `/rsvp/${await rsvpToken(db, confirmed.rsvpId)}`), 303);
  }
  if (confirmed.reason === 'linkUsed') return data({ refused: null }, { status: 410 });
  return data({ refused: confirmed.reason }, { status: 409 });
}

export default function ConfirmRsvp() {
  const { t } = useTranslation();
  const { waiting } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  if (answered?.refused) {
    return (
      <ClosedPage title={t('ownRsvp.refusedTitle')}>{t(`answer.refused.${answered.refused}`)}</ClosedPage>
    );
  }
  if (!waiting || answered) {
    return <ClosedPage title={t('ownRsvp.usedTitle')}>{t('ownRsvp.usedText')}</ClosedPage>;
  }
  const { name, answer, when, tag, title, place } = waiting;
  return (
    <Frame>
      <DoorstepPage
        title={t('ownRsvp.confirmTitle')}
        lead={t('ownRsvp.confirmText', { name, answer: t(`answer.${answer}`) })}
      >
        <EventLine tag={tag} title={title} detail={[when, place]} />
        <Form method="post" className="btns">
          <Button kind="star">{t('ownRsvp.confirm')}</Button>
          {answer === 'going' && <span className="small muted">{t('ownRsvp.seat')}</span>}
        </Form>
      </DoorstepPage>
    </Frame>
  );
}
