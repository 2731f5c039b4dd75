import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { isOutboxOpenTo } from '../session.server';
import { DoorstepPage } from '../ui/members/doorstep';
import { KeptLetters } from '../ui/members/kept-letters';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';

export const handle = { words: entranceWords };

export const meta = titled;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  return {
    title: t('account.reset.sent'),
    unlisted: true,
    kept: isOutboxOpenTo(request, addressOf(context)),
  };
}

export default function ResetSent() {
  const { t } = useTranslation();
  const { kept } = useLoaderData<typeof loader>();
  return (
    <Frame bar={{ back: { to: '/login', label: t('account.reset.back') } }}>
      <DoorstepPage title={t('account.reset.sent')} lead={t('account.reset.sentText')}>
        {kept && <KeptLetters />}
        <p>
          {t('account.join.sentNothing')} <Link to="/reset">{t('account.join.sentAgain')}</Link>
        </p>
      </DoorstepPage>
    </Frame>
  );
}
