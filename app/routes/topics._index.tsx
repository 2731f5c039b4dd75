import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listTopics } from '../domain/topics/queries.server';
import { wordsFor } from '../locales/i18n.server';
import { topicsWords } from '../locales/parts/topics';
import { requireMember } from '../session.server';
import { ButtonLink } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';
import { TopicRows } from '../ui/topics/topic-rows';

export const meta = titled;
export const handle = { words: topicsWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const topics = await listTopics(db, { member: self, keys: [] });
  return {
    title: t('topics.list.title'),
    unlisted: true,
    zone: self.timezone,
    invited: topics.filter(({ invited }) => invited),
    mine: topics.filter(({ isIn }) => isIn),
    open: topics.filter(({ invited, isIn }) => !invited && !isIn),
  };
}

/** A member's topics: where they are expected, where they are, where they could come in. */
export default function Topics() {
  const { t } = useTranslation();
  const { zone, ...lists } = useLoaderData<typeof loader>();
  const filled = (['invited', 'mine', 'open'] as const).filter((list) => lists[list].length > 0);
  const start = (
    <ButtonLink kind="star" to="/topics/new">
      {t('topics.list.start')}
    </ButtonLink>
  );
  return (
    <Frame>
      <PageHead title={t('topics.list.title')}>{t('topics.list.lead')}</PageHead>
      {filled.length === 0 ? (
        <Empty title={t('topics.list.none')} actions={start}>
          {t('topics.list.noneText')}
        </Empty>
      ) : (
        <div className="btns sec">{start}</div>
      )}
      {filled.map((list) => (
        <section key={list} className="sec measure" aria-labelledby={list}>
          <h2 className="h2" id={list}>
            {t(`topics.list.${list}`)}
          </h2>
          <TopicRows topics={lists[list]} zone={zone} isNamed />
        </section>
      ))}
    </Frame>
  );
}
