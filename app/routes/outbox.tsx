import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { sendsMail } from '../config.server';
import { listLetters } from '../domain/letters/queries.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { isOutboxOpenTo, requireOutboxReader, viewerOf } from '../session.server';
import { ButtonLink } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { Notice } from '../ui/kit/notice';
import { LetterLines } from '../ui/letters/letter-lines';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: stewardWords };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireOutboxReader(request, addressOf(context));
  const t = await wordsFor(request);
  const { member } = await viewerOf(request);
  const query = new URL(request.url).searchParams;
  const to = query.get('to');
  const { letters, next } = await listLetters(db, query.get('before'), to);
  return {
    title: t('outbox.title'),
    unlisted: true,
    letters,
    next,
    to,
    open: isOutboxOpenTo(request, addressOf(context)),
    sends: sendsMail(),
    steward: member?.steward ?? false,
    timezone: member?.timezone ?? 'UTC',
  };
}

export default function Outbox() {
  const { t } = useTranslation();
  const { letters, next, to, open, sends, steward, timezone } = useLoaderData<typeof loader>();
  const back = steward
    ? { to: '/steward/mail', label: t('steward.title') }
    : { to: '/', label: t('site.missing.home') };
  return (
    <Frame bar={{ back, title: t('outbox.title') }}>
      <PageHead title={t('outbox.title')}>{t(sends ? 'outbox.leadSmtp' : 'outbox.lead')}</PageHead>
      {open && (
        <div className="sec">
          <Notice>{t('outbox.open')}</Notice>
        </div>
      )}
      {letters.length === 0 ? (
        <Empty
          title={t('outbox.empty')}
          actions={
            <ButtonLink kind="star" to="/join">
              {t('outbox.emptyAction')}
            </ButtonLink>
          }
        >
          {t('outbox.emptyText')}
        </Empty>
      ) : (
        <LetterLines letters={letters} timezone={timezone} />
      )}
      {next && (
        <p className="sec">
          <Link to={`/outbox?${new URLSearchParams({ before: next, ...(to && { to }) })}`}>
            {t('outbox.older')}
          </Link>
        </p>
      )}
    </Frame>
  );
}
