import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findLetter } from '../domain/letters/queries.server';
import { readLetter } from '../domain/letters/read-letter.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireOutboxReader } from '../session.server';
import { CalendarPart } from '../ui/letters/calendar-part';
import { LetterState, useLetterTitle } from '../ui/letters/letter-lines';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: stewardWords };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireOutboxReader(request, addressOf(context));
  const found = await findLetter(db, params.letter ?? '');
  if (!found) throw new Response(null, { status: 404 });
  const { raw, ...letter } = found;
  const read = raw && (await readLetter(raw));
  const t = await wordsFor(request);
  return {
    title: letter.subject ?? t('outbox.title'),
    unlisted: true,
    letter,
    // The HTML part has an address of its own, where it may have styles and nothing else.
    parts: read && { ...read, html: read.html !== undefined },
  };
}

export default function Letter() {
  const { t } = useTranslation();
  const { letter, parts } = useLoaderData<typeof loader>();
  const title = useLetterTitle()(letter);
  return (
    <Frame bar={{ back: { to: '/outbox', label: t('outbox.back') }, title: t('outbox.back') }}>
      <header className="head">
        <h1 className="h2">{title}</h1>
        <p>
          <LetterState {...letter} />
        </p>
        <dl className="facts">
          {parts && (
            <>
              <dt>{t('outbox.from')}</dt>
              <dd>{parts.from}</dd>
            </>
          )}
          <dt>{t('outbox.toLabel')}</dt>
          <dd>{parts?.to || letter.email}</dd>
        </dl>
        {letter.reason && <p className="muted">{t('outbox.why', { reason: letter.reason })}</p>}
      </header>
      {parts ? (
        <>
          {parts.html && (
            <section className="sec" aria-labelledby="html-part">
              <h2 className="h3" id="html-part">
                {t('outbox.htmlPart')}
              </h2>
              <iframe
                className="letter"
                title={t('outbox.htmlFrame', { subject: title })}
                src={`/outbox/${letter.id}/html`}
                sandbox="allow-top-navigation-by-user-activation"
              />
            </section>
          )}
          <section className="sec" aria-labelledby="text-part">
            <h2 className="h3" id="text-part">
              {t('outbox.textPart')}
            </h2>
            <pre className="letter-text">{parts.text}</pre>
          </section>
          {parts.calendar && <CalendarPart part={parts.calendar} />}
          <p className="sec">
            <a href={`/outbox/${letter.id}/raw.eml`} download>
              {t('outbox.download')}
            </a>
          </p>
        </>
      ) : (
        <p className="sec muted">{t('outbox.notKept')}</p>
      )}
    </Frame>
  );
}
