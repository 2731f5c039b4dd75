import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { SEGMENTS } from '../../domain/events/rules';
import { listAttendees } from '../../domain/rsvps/queries.server';
import { readForm } from '../../http/form.server';
import { languageOf, wordsFor } from '../../locales/i18n.server';
import { hostingWords } from '../../locales/parts/hosting';
import { ManageTabs } from '../../ui/events/manage-tabs';
import { ButtonLink } from '../../ui/kit/button';
import { Empty } from '../../ui/kit/empty';
import { Frame } from '../../ui/site/frame';
import { PageHead } from '../../ui/site/page-head';
import { titled } from '../../ui/site/title';
import { findManaged } from '../events.$event_.edit/managed-event.server';
import { AddForm } from './add-form';
import { Answers } from './answers';
import { countSegments, takeAnnouncement, takePerson, takeRemoval } from './attendees.server';
import { GROUPS, groupOf, rowOf } from './groups.server';
import { Told } from './told';
import { WriteForm } from './write-form';

export const meta = titled;
export const handle = { words: hostingWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, event } = await findManaged(request, params.event);
  const t = await wordsFor(request);
  const language = await languageOf(request);
  const attendees = await listAttendees(db, viewer, event.id);
  const query = new URL(request.url).searchParams;
  return {
    title: t('hosting.attendees.title', { title: event.title }),
    unlisted: true,
    event: {
      id: event.id,
      slug: event.slug,
      title: event.title,
      phase: event.phase,
      capacity: event.capacity,
    },
    groups: GROUPS.map((name) => ({
      name,
      people: attendees
        .filter((one) => groupOf(one) === name)
        .map((one) => rowOf(one, event.timezone, language)),
    })).filter(({ people }) => people.length > 0),
    segments: SEGMENTS,
    counts: await countSegments(viewer, event.id, attendees),
    told: {
      added: (['held', 'waiting'] as const).find((seat) => seat === query.get('added')) ?? null,
      name: (query.get('name') ?? '').slice(0, 80),
      removed: query.has('removed'),
      written: query.has('written'),
    },
    at: query.get('at'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, event } = await findManaged(request, params.event);
  const form = await readForm(request);
  const act = form.get('act');
  if (act === 'remove') return takeRemoval(self, event, String(form.get('rsvp') ?? ''));
  if (act === 'write') return takeAnnouncement(self, event, form);
  return takePerson(self, event, form);
}

export default function Attendees() {
  const { t } = useTranslation();
  const { event, groups, segments, counts, told, at } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const heading = t('hosting.attendees.heading');
  const here = `/events/${event.slug}`;
  const isOpen = event.phase === 'coming' || event.phase === 'on';
  const replyTo = (form: 'add' | 'write') => (answered?.form === form ? answered.reply : undefined);
  return (
    <Frame bar={{ back: { to: here, label: t('event.tabs.back') }, title: heading, under: event.title }}>
      <div className="bar-says">
        <PageHead title={heading}>{event.title}</PageHead>
      </div>
      <ManageTabs slug={event.slug} />
      {!answered && <Told {...told} />}
      {groups.length === 0 ? (
        <Empty
          title={t('hosting.attendees.none')}
          actions={
            isOpen && (
              <ButtonLink kind="star" to={`${here}/invitations`}>
                {t('hosting.attendees.invite')}
              </ButtonLink>
            )
          }
        >
          {t('hosting.attendees.noneText')}
        </Empty>
      ) : (
        <>
          <Answers groups={groups} capacity={event.capacity} canRemove={isOpen} />
          <p className="sec">
            <a className="btn" href={`${here}/attendees.csv`} download>
              {t('hosting.attendees.csv')}
            </a>
          </p>
        </>
      )}
      {/* Each act begins the forms anew: what was wrong with another one before is no longer said. */}
      {isOpen && <AddForm key={`add ${at}`} lastResult={replyTo('add')} />}
      {event.phase !== 'draft' && (
        <WriteForm
          key={`write ${at}`}
          id={event.id}
          segments={segments}
          counts={counts}
          lastResult={replyTo('write')}
        />
      )}
    </Frame>
  );
}
