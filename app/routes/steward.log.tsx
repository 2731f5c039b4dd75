import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listActs } from '../domain/acts/queries.server';
import { clock, day } from '../locales/dates';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { More } from '../ui/site/more';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';

export const meta = titled;
export const handle = { words: [stewardWords, keepingWords] };

/** What stewards did to the instance; what they did in a community stands in its own log. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { timezone } = await requireSteward(request);
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const before = new URL(request.url).searchParams.get('before') ?? undefined;
  const { acts, next } = await listActs(db, null, { before });
  const called = (handle: string | null) => (handle ? `@${handle}` : t('acts.someone'));
  return {
    title: t('steward.log.title'),
    unlisted: true,
    acts: acts.map(({ id, at, kind, actor, subject, details }) => ({
      id,
      at,
      when: `${day(new Date(at), timezone, language, true)}, ${clock(new Date(at), timezone, language)}`,
      said: t(`acts.${kind}`, { ...details, actor: called(actor), subject: called(subject) }),
    })),
    next,
  };
}

export default function Log() {
  const { t } = useTranslation();
  const { acts, next } = useLoaderData<typeof loader>();
  return (
    <StewardPage title={t('steward.log.title')} lead={t('steward.log.lead')}>
      {acts.length === 0 ? (
        <p className="sec muted">{t('steward.log.none')}</p>
      ) : (
        <ol className="entries sec">
          {acts.map(({ id, at, when, said }) => (
            <li key={id}>
              <span>{said}</span>
              <time className="small muted" dateTime={at}>
                {when}
              </time>
            </li>
          ))}
        </ol>
      )}
      {next && <More to={`/steward/log?before=${next}`}>{t('outbox.older')}</More>}
    </StewardPage>
  );
}
