import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listOwnCommunities, listWorn } from '../../domain/communities/queries.server';
import { canCallMeetups } from '../../domain/communities/rules';
import { normalizeTag } from '../../domain/hashtags/rules';
import type { Self } from '../../domain/members/rules';
import { timeZones } from '../../domain/rules';
import { readForm } from '../../http/form.server';
import { wordsFor } from '../../locales/i18n.server';
import { eventFormWords } from '../../locales/parts/event-form';
import { requireMember } from '../../session.server';
import { EventForm } from '../../ui/events/event-form';
import { ButtonLink } from '../../ui/kit/button';
import { Empty } from '../../ui/kit/empty';
import { Frame, useMayOpenCommunity } from '../../ui/site/frame';
import { titled } from '../../ui/site/title';
import { takeEvent } from './take-event.server';

export const meta = titled;
export const handle = { words: eventFormWords };

async function callable(self: Self) {
  const own = await listOwnCommunities(db, self.id);
  return own.filter(({ roles }) => canCallMeetups(roles)).map(({ tag, name }) => ({ tag, name }));
}

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const communities = await callable(self);
  if (communities.length === 0 && !self.trusted) {
    const worn = await listWorn(db, self.id);
    if (worn.some(({ roles }) => canCallMeetups(roles))) throw redirect('/settings/security?wake');
  }
  const asked = normalizeTag(new URL(request.url).searchParams.get('community') ?? '');
  const first = communities.find(({ tag }) => tag === asked) ?? communities[0];
  return {
    title: t('eventForm.new'),
    unlisted: true,
    communities,
    zones: timeZones,
    written: {
      community: first?.tag,
      hashtag: first && `#${first.name}`,
      timezone: self.timezone,
    },
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const form = await readForm(request);
  if (!form.get('community')) {
    const [only, other] = await callable(self);
    if (only && !other) form.set('community', only.tag);
  }
  return takeEvent(self, form);
}

export default function NewEvent() {
  const { t } = useTranslation();
  const { title, communities, zones, written } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const mayOpen = useMayOpenCommunity();
  const back = { to: '/events', label: t('event.tabs.back') };
  if (communities.length === 0) {
    return (
      <Frame bar={{ back, title }}>
        <Empty
          heading="h1"
          title={t('eventForm.nowhere.title')}
          actions={
            <>
              {mayOpen && (
                <ButtonLink kind="star" to="/communities/new">
                  {t('eventForm.nowhere.create')}
                </ButtonLink>
              )}
              <ButtonLink to="/communities">{t('eventForm.nowhere.see')}</ButtonLink>
            </>
          }
        >
          {t('eventForm.nowhere.text')}
        </Empty>
      </Frame>
    );
  }
  return (
    <EventForm
      id="event-new"
      title={title}
      back={back}
      written={written}
      communities={communities}
      zones={zones}
      lastResult={lastResult}
    />
  );
}
