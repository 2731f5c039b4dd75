import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listTopics } from '../domain/topics/queries.server';
import { wordsFor } from '../locales/i18n.server';
import { topicsWords } from '../locales/parts/topics';
import { ButtonLink } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { titled } from '../ui/site/title';
import { TopicRows } from '../ui/topics/topic-rows';
import { communityAt } from './c.$community/community.server';

export const meta = titled;
export const handle = { words: topicsWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, roles } = await communityAt(request, params.community);
  const t = await wordsFor(request);
  return {
    title: t('topics.list.in', { tag: `#${community.name}` }),
    unlisted: true,
    tag: community.tag,
    zone: viewer.member?.timezone ?? 'UTC',
    isMember: roles !== null,
    topics: await listTopics(db, viewer, { communityId: community.id }),
  };
}

/** The topics of a community that its reader may find. */
export default function CommunityTopics() {
  const { t } = useTranslation();
  const { tag, zone, isMember, topics } = useLoaderData<typeof loader>();
  const start = isMember && (
    <ButtonLink kind="star" to={`/topics/new?${new URLSearchParams({ community: tag })}`}>
      {t('topics.list.start')}
    </ButtonLink>
  );
  if (topics.length === 0) {
    return (
      <Empty title={t('topics.list.none')} actions={start}>
        {t(isMember ? 'topics.list.noneText' : 'topics.list.outside')}
      </Empty>
    );
  }
  return (
    <section className="sec measure">
      <div className="headline">
        <h2 className="h2">{t('topics.list.title')}</h2>
        {start}
      </div>
      <TopicRows topics={topics} zone={zone} isNamed={false} />
    </section>
  );
}
