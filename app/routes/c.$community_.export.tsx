import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { canHandOutRoles, keepingPages } from '../domain/communities/rules';
import { requestExport } from '../domain/exports/commands.server';
import { listExports } from '../domain/exports/queries.server';
import { limit } from '../http/limits.server';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { leavingWords } from '../locales/parts/leaving';
import { KeepingTabs } from '../ui/communities/keeping-tabs';
import { Archives } from '../ui/exports/archives';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: [leavingWords, keepingWords] };

const kept = (request: Request, named: string | undefined) => keptAt(request, named, canHandOutRoles);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, community, path, roles } = await kept(request, params.community);
  const t = await wordsFor(request);
  return {
    title: t('leaving.community.title', { tag: community.name }),
    unlisted: true,
    path,
    name: community.name,
    pages: keepingPages(roles),
    timezone: self.timezone,
    archives: await listExports(db, self, community.id),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await kept(request, params.community);
  if (!(await limit('exportData', self.id)).ok) return data({ enough: true }, { status: 429 });
  await requestExport(db, self, { communityId: community.id, language: await languageOf(request) });
  return redirect(`${path}/export`, 303);
}

/** A whole community, for its keeper to take along. */
export default function ExportCommunity() {
  const { t } = useTranslation();
  const { path, name, pages, archives, timezone } = useLoaderData<typeof loader>();
  const enough = useActionData<typeof action>()?.enough;
  const title = t('leaving.community.title', { tag: name });
  return (
    <Frame bar={{ back: { to: path, label: t('community.back') }, title }}>
      <PageHead title={title}>{t('leaving.community.lead')}</PageHead>
      <KeepingTabs path={path} name={name} pages={pages} />
      <p className="sec measure">{t('leaving.community.people')}</p>
      <Archives archives={archives} timezone={timezone} ask={t('leaving.community.ask')} enough={enough} />
    </Frame>
  );
}
