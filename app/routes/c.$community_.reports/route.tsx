import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { canModerate } from '../../domain/communities/rules';
import { wordsFor } from '../../locales/i18n.server';
import { keepingWords } from '../../locales/parts/keeping';
import { peaceWords } from '../../locales/parts/peace';
import { KeepingPage } from '../../ui/communities/keeping-page';
import { Reports } from '../../ui/moderation/reports';
import { titled } from '../../ui/site/title';
import { keptAt } from '../c.$community/kept.server';
import { judge, loadQueue } from './judge.server';

export const meta = titled;
export const handle = { words: [peaceWords, keepingWords] };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, community, here } = await keptAt(request, params.community, canModerate);
  const t = await wordsFor(request);
  return {
    title: t('peace.queue.title', { tag: `#${community.name}` }),
    unlisted: true,
    here,
    queue: await loadQueue(request, self, community.id),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, path } = await keptAt(request, params.community, canModerate);
  return judge(request, self, `${path}/reports`);
}

export default function CommunityReports() {
  const { t } = useTranslation();
  const { here, queue } = useLoaderData<typeof loader>();
  return (
    <KeepingPage here={here} heading={t('peace.queue.titleInstance')}>
      <p className="sec measure muted">{t('peace.queue.lead')}</p>
      <Reports {...queue} canPass refused={useActionData<typeof action>()} />
    </KeepingPage>
  );
}
