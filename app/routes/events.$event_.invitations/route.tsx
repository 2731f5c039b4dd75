import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { remindSilent, revokeInvitation } from '../../domain/invitations/commands/send-invitations.server';
import {
  countRemindable,
  type InvitationRow,
  listInvitations,
} from '../../domain/invitations/queries.server';
import { readForm } from '../../http/form.server';
import { day } from '../../locales/dates';
import { languageOf, wordsFor } from '../../locales/i18n.server';
import { hostingWords } from '../../locales/parts/hosting';
import { ManageTabs } from '../../ui/events/manage-tabs';
import { ButtonLink } from '../../ui/kit/button';
import { Notice } from '../../ui/kit/notice';
import { Frame } from '../../ui/site/frame';
import { PageHead } from '../../ui/site/page-head';
import { titled } from '../../ui/site/title';
import { requireManaged } from '../events.$event_.edit/managed-event.server';
import { takeInvitations } from './invitations.server';
import { InviteForm } from './invite-form';
import { Invited } from './invited';
import { Told } from './told';

export const meta = titled;
export const handle = { words: hostingWords };

const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, event } = await requireManaged(request, params.event);
  const t = await wordsFor(request);
  const language = await languageOf(request);
  const [invitations, remindable] = await Promise.all([
    listInvitations(db, viewer, event.id),
    countRemindable(db, event.id),
  ]);
  const query = new URL(request.url).searchParams;
  const count = (name: string) => (query.has(name) ? Math.max(0, Number(query.get(name)) || 0) : null);
  const sent = count('sent');
  return {
    title: t('hosting.invitations.title', { title: event.title }),
    unlisted: true,
    event: { id: event.id, slug: event.slug, title: event.title, phase: event.phase },
    language,
    figures: figuresOf(invitations),
    invitations: invitations.map(({ remindedAt, ...row }) => ({
      ...row,
      reminded: remindedAt && day(new Date(remindedAt), event.timezone, language),
    })),
    remindable,
    told: {
      sent: sent === null ? null : { sent, known: count('known') ?? 0, unwilling: count('unwilling') ?? 0 },
      reminded: count('reminded'),
      revoked: query.has('revoked'),
    },
  };
}

function figuresOf(invitations: readonly InvitationRow[]) {
  const open = invitations.filter(({ status }) => status !== 'revoked');
  const counted = (is: (row: InvitationRow) => boolean) => open.filter(is).length;
  return {
    invited: open.length,
    answered: counted(({ answer }) => answer !== null),
    going: counted(({ seat }) => seat === 'held'),
    silent: counted(({ answer }) => answer === null),
    failed: counted(({ status }) => status === 'failed'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, event } = await requireManaged(request, params.event);
  const form = await readForm(request);
  const here = `/events/${event.slug}/invitations`;
  const act = form.get('act');
  if (act === 'revoke') {
    const id = String(form.get('invitation') ?? '');
    if (isUuid(id)) await revokeInvitation(db, self, event.id, id);
    return redirect(`${here}?revoked`, 303);
  }
  if (act === 'remind') {
    const done = await remindSilent(db, self, event.id);
    return redirect(done.ok ? `${here}?reminded=${done.reminded}` : here, 303);
  }
  return takeInvitations(self, event, form);
}

export default function Invitations() {
  const { t } = useTranslation();
  const { event, language, figures, invitations, remindable, told } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const heading = t('hosting.invitations.heading');
  const isOpen = event.phase === 'coming' || event.phase === 'on';
  return (
    <Frame
      bar={{
        back: { to: `/events/${event.slug}`, label: t('event.tabs.back') },
        title: heading,
        under: event.title,
      }}
    >
      <div className="bar-says">
        <PageHead title={heading}>{event.title}</PageHead>
      </div>
      <ManageTabs slug={event.slug} />
      <Told {...told} sent={answered ? answered.sent : told.sent} />
      {isOpen ? (
        <InviteForm
          eventId={event.id}
          slug={event.slug}
          language={language}
          lastResult={answered?.reply}
          good={answered?.good ?? 0}
          left={answered?.sent?.left}
        />
      ) : (
        <Closed slug={event.slug} phase={event.phase} />
      )}
      <Invited invitations={invitations} figures={figures} remindable={isOpen ? remindable : null} />
    </Frame>
  );
}

function Closed({ slug, phase }: { slug: string; phase: string }) {
  const { t } = useTranslation();
  if (phase === 'cancelled') return <Notice>{t('hosting.invitations.cancelled')}</Notice>;
  if (phase === 'past') return <Notice>{t('hosting.invitations.over')}</Notice>;
  return (
    <div className="sec stack">
      <Notice>{t('hosting.invitations.notPublished')}</Notice>
      <ButtonLink to={`/events/${slug}`}>{t('hosting.invitations.seeDraft')}</ButtonLink>
    </div>
  );
}
