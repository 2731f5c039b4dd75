import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { canModerate, keepingPages } from '../../domain/communities/rules';
import { wordsFor } from '../../locales/i18n.server';
import { keepingWords } from '../../locales/parts/keeping';
import { peaceWords } from '../../locales/parts/peace';
import { requireMember } from '../../session.server';
import { KeepingTabs } from '../../ui/communities/keeping-tabs';
import { Reports } from '../../ui/moderation/reports';
import { Frame } from '../../ui/site/frame';
import { PageHead } from '../../ui/site/page-head';
import { titled } from '../../ui/site/title';
import { communityAt } from '../c.$community/community.server';
import { judge, loadQueue } from './judge.server';

export const meta = titled;
export const handle = { words: [peaceWords, keepingWords] };

async function moderated(request: Request, named: string | undefined) {
  const self = await requireMember(request);
  const opened = await communityAt(request, named);
  if (!canModerate(opened.roles)) throw new Response(null, { status: 404 });
  return { self, ...opened };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, community, roles, path } = await moderated(request, params.community);
  const t = await wordsFor(request);
  const tag = `#${community.name}`;
  return {
    title: t('peace.queue.title', { tag }),
    unlisted: true,
    path,
    name: community.name,
    pages: keepingPages(roles),
    queue: await loadQueue(request, self, community.id),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, path } = await moderated(request, params.community);
  return judge(request, self, `${path}/reports`);
}

export default function CommunityReports() {
  const { t } = useTranslation();
  const { title, path, name, pages, queue } = useLoaderData<typeof loader>();
  return (
    <Frame
      bar={{ back: { to: path, label: t('communities.backTo', { tag: `#${name}` }) }, title: `#${name}` }}
    >
      <PageHead title={title}>{t('peace.queue.lead')}</PageHead>
      <KeepingTabs path={path} name={name} pages={pages} />
      <Reports {...queue} canPass refused={useActionData<typeof action>()} />
    </Frame>
  );
}
