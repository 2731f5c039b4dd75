import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, Outlet, useLoaderData, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findFreshAnnouncement } from '../../domain/announcements/queries.server';
import { type Belonging, findBelonging } from '../../domain/communities/belonging.server';
import { type Admission, canCallMeetups, keepingPages } from '../../domain/communities/rules';
import { countEvenings } from '../../domain/events/listings.server';
import { circlesWords } from '../../locales/parts/circles';
import { leadOf } from '../../markdown.server';
import { FreshWord } from '../../ui/communities/fresh-word';
import { Cover } from '../../ui/kit/cover/cover';
import { Notice } from '../../ui/kit/notice';
import { Tabs } from '../../ui/kit/tabs';
import { TagName } from '../../ui/kit/tag-name';
import { photoUrl } from '../../ui/members/photo';
import { Frame } from '../../ui/site/frame';
import { communityAt } from './community.server';
import { Joining, type Way } from './joining';

const SAID = ['joined', 'left', 'leftForInvitation', 'edited', 'lastKeeper'] as const;
const SAID_AT_THE_DOOR = ['requested', 'withdrawn', 'followed', 'unfollowed'] as const;

export const handle = { words: circlesWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, roles, path } = await communityAt(request, params.community);
  const said = new URL(request.url).searchParams.get('said');
  const own = viewer.member && (await findBelonging(db, viewer.member, community.id));
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
    way: wayIn(community.admission, own),
    follows: own?.follows ?? false,
    charterWaits: own?.charterToAccept != null,
    keeps: keepingPages(roles).includes('requests'),
    hasHats: roles !== null && roles.length > 0,
    said: SAID.find((one) => one === said) ?? null,
    saidAtTheDoor: SAID_AT_THE_DOOR.find((one) => one === said) ?? null,
  };
}

/** What somebody who is not a member finds at the door. */
function wayIn(admission: Admission, own: Belonging | null): Way {
  if (own?.banned != null) return 'banned';
  if (own?.request != null) return 'waiting';
  if (admission === 'open' || own?.invited) return 'join';
  return admission === 'approval' ? 'ask' : 'invitation';
}

export default function CommunityPage() {
  const { t } = useTranslation();
  const { path, community, lead, evenings, told, said, saidAtTheDoor, charterWaits, ...standing } =
    useLoaderData<typeof loader>();
  const { isMember } = standing;
  const hashtag = `#${community.name}`;
  // The community's own address shows its evenings.
  const { pathname } = useLocation();
  const isIndex = decodeURI(pathname) === decodeURI(path);
  // The other tabs are short of room for what they list: the front page introduces.
  const isFront = isIndex || pathname.endsWith('/events');
  return (
    <Frame bar={{ back: { to: '/communities', label: t('community.back') }, title: hashtag }}>
      <header className={isFront ? 'community' : 'community brief'}>
        <Cover tag={community.tag} ratio="2x1" eager alt={t('communities.cover', { tag: hashtag })} />
        {isFront && community.picture && (
          <img
            className="community-picture"
            src={photoUrl(community.picture, 'l') ?? ''}
            alt={community.pictureAlt}
            width={640}
            height={480}
          />
        )}
        <h1 className="h1">
          <TagName tag={community.name} />
        </h1>
        {isFront && (
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
              {community.hidden && <span>{t('community.hidden')}</span>}
            </p>
          </div>
        )}
        {(isFront || !isMember) && <Joining path={path} tag={community.tag} {...standing} />}
      </header>
      {said && (
        <Notice kind={said === 'lastKeeper' ? 'danger' : 'going'} announced>
          {t(`communities.${said}`)}
        </Notice>
      )}
      {saidAtTheDoor && (
        <Notice kind="going" announced>
          {t(`communities.door.${saidAtTheDoor}`)}
        </Notice>
      )}
      {charterWaits && (
        <Notice>
          {t('communities.door.charterNew')} <Link to={`${path}/charter`}>{t('community.charterRead')}</Link>
        </Notice>
      )}
      {told && isFront && <FreshWord to={`${path}/announcements`} title={told} />}
      <Tabs
        label={hashtag}
        tabs={[
          { to: isIndex ? path : `${path}/events`, label: t('communities.tabs.events'), end: true },
          { to: `${path}/members`, label: t('communities.tabs.members') },
          ...(isMember ? [{ to: `${path}/topics`, label: t('communities.tabs.topics') }] : []),
          ...(isMember ? [{ to: `${path}/announcements`, label: t('community.announcements') }] : []),
          { to: `${path}/testimonials`, label: t('communities.tabs.testimonials') },
          { to: `${path}/about`, label: t('communities.tabs.about') },
        ]}
      />
      <Outlet />
    </Frame>
  );
}
