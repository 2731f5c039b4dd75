import type { LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listOwnInvitations } from '../domain/communities/doors.server';
import { listCommunities, listFollowed, listOwnCommunities } from '../domain/communities/queries.server';
import { wordsFor } from '../locales/i18n.server';
import { circlesWords } from '../locales/parts/circles';
import { viewerOf } from '../session.server';
import { CommunityPosters } from '../ui/communities/community-posters';
import { Button, ButtonLink } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { Field, Input } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { Frame, useMayOpenCommunity } from '../ui/site/frame';
import { titled } from '../ui/site/title';

export const handle = { words: circlesWords };

export const meta = titled;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request);
  const t = await wordsFor(request);
  const typed = new URL(request.url).searchParams.get('q') ?? '';
  const called = typed
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100);
  const self = called === '' ? viewer.member : null;
  const [own, followed, invitations, all] = await Promise.all([
    self ? listOwnCommunities(db, self.id) : [],
    self ? listFollowed(db, self.id) : [],
    self ? listOwnInvitations(db, self) : [],
    listCommunities(db, viewer, { called }),
  ]);
  const mine = new Set([...own, ...followed].map(({ id }) => id));
  return {
    title: t('communities.title'),
    description: t('communities.description'),
    called,
    own,
    followed,
    invitations,
    others: all.filter(({ id }) => !mine.has(id)),
  };
}

export default function Communities() {
  const { t } = useTranslation();
  const { called, own, followed, invitations, others } = useLoaderData<typeof loader>();
  const nobody = own.length + followed.length + invitations.length + others.length === 0;
  const create = useMayOpenCommunity() && (
    <ButtonLink kind="star" to="/communities/new">
      {t('communities.create')}
    </ButtonLink>
  );
  if (nobody && called === '') {
    return (
      <Frame>
        <Empty heading="h1" title={t('communities.empty.title')} actions={create}>
          {t('communities.empty.text')}
        </Empty>
      </Frame>
    );
  }
  return (
    <Frame>
      <div className="head">
        <h1 className="h1">{t('communities.title')}</h1>
        <p className="lead measure">{t('communities.lead')}</p>
        <div className="btns">{create}</div>
      </div>
      <Form method="get" role="search" className="finder">
        <Field id="q" label={t('communities.search')}>
          <Input type="search" name="q" defaultValue={called} key={called} maxLength={100} />
        </Field>
        <Button>{t('communities.submitSearch')}</Button>
      </Form>
      {invitations.map(({ tag, name, inviter, token }) => (
        <Notice key={tag} icon="mail">
          {inviter
            ? t('communities.door.invited', { inviter, name })
            : t('communities.door.invitedPlain', { name })}{' '}
          <Link to={`/j/${token}`}>{t('communities.door.seeInvitation')}</Link>
        </Notice>
      ))}
      {own.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('communities.yours')}</h2>
          <CommunityPosters communities={own} />
        </section>
      )}
      {followed.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('communities.door.followedOnes')}</h2>
          <CommunityPosters communities={followed} />
        </section>
      )}
      {called !== '' && (
        <p className="sec" role="status">
          {t('communities.found', { count: others.length, called })}{' '}
          {others.length === 0 && t('communities.notFoundText')}{' '}
          <Link to="/communities">{t('communities.seeAll')}</Link>
        </p>
      )}
      {others.length > 0 && (
        <section className="sec">
          {called === '' && <h2 className="h2">{t('communities.all')}</h2>}
          <CommunityPosters communities={others} />
        </section>
      )}
    </Frame>
  );
}
