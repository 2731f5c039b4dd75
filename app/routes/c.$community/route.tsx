import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findFreshAnnouncement } from '../../domain/announcements/queries.server';
import { canCallMeetups } from '../../domain/communities/rules';
import { countEvenings } from '../../domain/events/listings.server';
import { leadOf } from '../../markdown.server';
import { FreshWord } from '../../ui/communities/fresh-word';
import { Cover } from '../../ui/kit/cover/cover';
import { Notice } from '../../ui/kit/notice';
import { Tabs } from '../../ui/kit/tabs';
import { TagName } from '../../ui/kit/tag-name';
import { Frame } from '../../ui/site/frame';
import { communityAt } from './community.server';
import { Joining } from './joining';

const SAID = ['joined', 'left', 'lastKeeper'] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, roles, path } = await communityAt(request, params.community);
  const said = new URL(request.url).searchParams.get('said');
  return {
    path,
    // What a hidden one has is for nobody's reader.
    feeds: community.hidden ? undefined : path,
    community,
    lead: leadOf(community.description),
    evenings: await countEvenings(db, viewer, community.id),
    // The inside word: whoever is not a member has not heard it.
    told: roles ? ((await findFreshAnnouncement(db, community.id))?.title ?? null) : null,
    isMember: roles !== null,
    canCall: canCallMeetups(roles),
    said: SAID.find((one) => one === said) ?? null,
  };
}

export default function CommunityPage() {
  const { t } = useTranslation();
  const { path, community, lead, evenings, told, isMember, canCall, said } = useLoaderData<typeof loader>();
  const hashtag = `#${community.name}`;
  // The community's own address shows its evenings.
  const { pathname } = useLocation();
  const isIndex = decodeURI(pathname) === decodeURI(path);
  const isRead = pathname.endsWith('/announcements');
  return (
    <Frame bar={{ back: { to: '/communities', label: t('communities.back') }, title: hashtag }}>
      <header className="community">
        <Cover tag={community.tag} ratio="2x1" eager alt={t('communities.cover', { tag: hashtag })} />
        <h1 className="h1">
          <TagName tag={community.name} />
        </h1>
        <div>
          {lead && <p className="lead measure">{lead}</p>}
          <p className="figures muted">
            <span>
              <b>{community.members}</b> {t('communities.memberWord', { count: community.members })}
            </span>
            {evenings > 0 && (
              <span>
                <b>{evenings}</b> {t('communities.eveningWord', { count: evenings })}
              </span>
            )}
            {community.city && <span>{community.city}</span>}
            {community.hidden && <span>{t('communities.hidden')}</span>}
          </p>
        </div>
        <Joining path={path} tag={community.tag} isMember={isMember} canCall={canCall} />
      </header>
      {said && (
        <Notice kind={said === 'lastKeeper' ? 'danger' : 'going'} announced>
          {t(`communities.${said}`)}
        </Notice>
      )}
      {told && !isRead && <FreshWord to={`${path}/announcements`} title={told} />}
      <Tabs
        label={hashtag}
        tabs={[
          { to: isIndex ? path : `${path}/events`, label: t('communities.tabs.events'), end: true },
          { to: `${path}/members`, label: t('communities.tabs.members') },
          ...(isMember ? [{ to: `${path}/announcements`, label: t('communities.tabs.announcements') }] : []),
          { to: `${path}/about`, label: t('communities.tabs.about') },
        ]}
      />
      <Outlet />
    </Frame>
  );
}
