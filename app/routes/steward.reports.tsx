import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { wordsFor } from '../locales/i18n.server';
import { peaceWords } from '../locales/parts/peace';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Reports } from '../ui/moderation/reports';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';
import { judge, loadQueue } from './c.$community_.reports/judge.server';

export const meta = titled;
export const handle = { words: [peaceWords, stewardWords] };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireSteward(request);
  const t = await wordsFor(request);
  return {
    title: t('peace.queue.titleInstance'),
    unlisted: true,
    queue: await loadQueue(request, self, null),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  return judge(request, await requireSteward(request), '/steward/reports');
}

export default function StewardReports() {
  const { t } = useTranslation();
  const { title, queue } = useLoaderData<typeof loader>();
  return (
    <StewardPage title={title} lead={t('peace.queue.lead')}>
      <Reports {...queue} canPass={false} refused={useActionData<typeof action>()} />
    </StewardPage>
  );
}
