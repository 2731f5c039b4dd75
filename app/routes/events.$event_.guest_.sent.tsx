import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findEvent } from '../domain/events/queries.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { answeringWords } from '../locales/parts/answering';
import { isOutboxOpenTo, viewerOf } from '../session.server';
import { ButtonLink } from '../ui/kit/button';
import { DoorstepPage } from '../ui/members/doorstep';
import { KeptLetters } from '../ui/members/kept-letters';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';
import { missing } from './events.$event/event-page.server';

export const handle = { words: answeringWords };

export const meta = titled;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const event = await findEvent(db, await viewerOf(request), params.event ?? '');
  if (!event) throw missing();
  const t = await wordsFor(request);
  return {
    title: t('guest.sent'),
    unlisted: true,
    slug: event.slug,
    kept: isOutboxOpenTo(request, addressOf(context)),
  };
}

export default function GuestSent() {
  const { t } = useTranslation();
  const { slug, kept } = useLoaderData<typeof loader>();
  return (
    <Frame bar={{ back: { to: `/events/${slug}`, label: t('guest.back') } }}>
      <DoorstepPage title={t('guest.sent')} lead={t('guest.sentText')}>
        {kept && <KeptLetters />}
        <p className="small muted">{t('guest.sentNothing')}</p>
        <div className="btns">
          <ButtonLink to={`/events/${slug}`}>{t('guest.back')}</ButtonLink>
        </div>
      </DoorstepPage>
    </Frame>
  );
}
