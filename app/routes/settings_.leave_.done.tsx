import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { day } from '../locales/dates';
import { wordsFor } from '../locales/i18n.server';
import { leavingWords } from '../locales/parts/leaving';
import { ButtonLink } from '../ui/kit/button';
import { forgetDrafts } from '../ui/site/draft';
import { Frame, useSite } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: leavingWords };

/** Says what has begun to who just left, and is therefore nobody here. */
export async function loader({ request }: LoaderFunctionArgs) {
  const until = new URL(request.url).searchParams.get('until') ?? '';
  if (!/^\d{4}-\d\d-\d\d$/.test(until) || Number.isNaN(Date.parse(until))) throw redirect('/');
  const t = await wordsFor(request);
  return { title: t('leaving.left.title'), unlisted: true, until };
}

export default function Left() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { until } = useLoaderData<typeof loader>();
  useEffect(forgetDrafts, []);
  return (
    <Frame>
      <PageHead title={t('leaving.left.title')}>
        {t('leaving.left.lead', { date: day(new Date(until), 'UTC', language) })}
      </PageHead>
      <p className="sec measure">{t('leaving.left.back')}</p>
      <div className="btns sec">
        <ButtonLink to="/">{t('leaving.left.home')}</ButtonLink>
        <ButtonLink kind="bare" to="/login">
          {t('leaving.left.signIn')}
        </ButtonLink>
      </div>
    </Frame>
  );
}
