import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listActs } from '../domain/acts/queries.server';
import { canReadLog } from '../domain/communities/rules';
import { clock, day } from '../locales/dates';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { ActLines } from '../ui/acts/act-lines';
import { KeepingPage } from '../ui/communities/keeping-page';
import { More } from '../ui/site/more';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: keepingWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, community, here } = await keptAt(request, params.community, canReadLog);
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const before = new URL(request.url).searchParams.get('before') ?? undefined;
  const { acts, next } = await listActs(db, community.id, { before });
  return {
    title: t('keeping.log.title', { tag: `#${community.name}` }),
    unlisted: true,
    here,
    acts: acts.map((act) => ({
      ...act,
      day: day(new Date(act.at), self.timezone, language),
      hour: clock(new Date(act.at), self.timezone, language),
    })),
    next,
  };
}

export default function Log() {
  const { t } = useTranslation();
  const { here, acts, next } = useLoaderData<typeof loader>();
  return (
    <KeepingPage here={here} heading={t('keeping.log.heading')} lead={t('keeping.log.lead')}>
      <section className="sec measure">
        {acts.length === 0 ? <p className="muted">{t('keeping.log.none')}</p> : <ActLines acts={acts} />}
        {next && <More to={`${here.path}/log?before=${next}`}>{t('keeping.log.more')}</More>}
      </section>
    </KeepingPage>
  );
}
