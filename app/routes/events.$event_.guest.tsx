import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findEvent } from '../domain/events/queries.server';
import { requestRsvp } from '../domain/rsvps/commands/guest-rsvp.server';
import { type AnswerRefusal, guestInput } from '../domain/rsvps/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { answeringWords } from '../locales/parts/answering';
import { viewerOf } from '../session.server';
import { EventLine } from '../ui/events/event-line';
import { GuestForm } from '../ui/events/guest-form';
import { Cover } from '../ui/kit/cover/cover';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';
import { missing, whenOf, whyNot } from './events.$event/event-page.server';
import { preselected } from './events.$event/take-answer.server';

export const handle = { words: answeringWords };

export const meta = titled;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const event = await findEvent(db, await viewerOf(request), params.event ?? '');
  if (!event) throw missing();
  // Whatever there is to say of an event nobody can answer is said on its page.
  if (whyNot(event, 'declined')) throw redirect(`/events/${event.slug}`);
  const t = await wordsFor(request);
  return {
    title: t('guest.title'),
    unlisted: true,
    event: { slug: event.slug, tag: event.tag, title: event.title, place: event.place },
    when: await whenOf(request, event),
    canGo: !whyNot(event, 'going'),
    full: event.free === 0,
    preselected: preselected(request),
  };
}

/** Ends the same way for every address: whether it is known shows in its letters only. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const event = await findEvent(db, await viewerOf(request), params.event ?? '');
  if (!event) throw missing();
  const submission = parseWithZod(form, { schema: guestInput });
  if (submission.status !== 'success') return answer(submission.reply(), 400);
  const refused = whyNot(event, submission.value.answer === 'going' ? 'going' : 'declined');
  if (refused) return answer(submission.reply(), 409, refused);

  const { email } = submission.value;
  const slow =
    (await slowDown(['guestRsvpFrom', addressOf(context)], ['guestRsvp', email])) ??
    // Asked last: what is refused above brings it no nearer.
    (await slowDown(['guestRsvpOfDay', email]));
  if (slow) return answer(submission.reply({ formErrors: [slow] }), 429);
  await requestRsvp(db, event.id, submission.value, await languageOf(request));
  return redirect(`/events/${event.slug}/guest/sent`, 303);
}

const answer = (reply: SubmissionResult, status: number, refused?: AnswerRefusal) =>
  data({ reply, refused }, { status });

export default function Guest() {
  const { t } = useTranslation();
  const { event, when, canGo, full, preselected } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const here = `/events/${event.slug}`;
  return (
    <Frame bar={{ back: { to: here, label: t('guest.back') }, title: event.title }}>
      <PageHead title={t('guest.title')}>{t('guest.lead')}</PageHead>
      <EventLine to={here} tag={event.tag} title={event.title} detail={[when, event.place]} />
      <div className="form-cols">
        <GuestForm
          lastResult={answered?.reply}
          refused={answered?.refused}
          canGo={canGo}
          full={full}
          preselected={preselected}
        />
        <div className="glance">
          <Cover tag={event.tag} ratio="3x2" />
        </div>
      </div>
      <p className="sec">
        {t('guest.have')}{' '}
        <Link to={`/login?${new URLSearchParams({ next: here })}`}>{t('guest.signIn')}</Link>
      </p>
    </Frame>
  );
}
