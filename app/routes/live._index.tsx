import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { type EventCard, listEvents } from '../domain/events/listings.server';
import { displayTag, tagInPath } from '../domain/hashtags/rules';
import { listActiveHashtags } from '../domain/posts/queries.server';
import { problem } from '../domain/rules';
import { hours, poster, posterShort } from '../locales/dates';
import type { Language } from '../locales/i18n';
import { wordsFor } from '../locales/i18n.server';
import { liveWords } from '../locales/parts/live';
import { viewerOf } from '../session.server';
import { Button, ButtonLink } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { ErrorText } from '../ui/kit/field';
import { LiveDot } from '../ui/kit/live-dot';
import { EventRow } from '../ui/kit/row';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const handle = { words: liveWords };

export const meta = titled;

/** Evenings in progress, and to come, that are listed. */
const NOW = 40;
const SOON = 5;

export async function loader({ request }: LoaderFunctionArgs) {
  const typed = new URL(request.url).searchParams.get('tag');
  const tag = typed === null ? undefined : tagInPath(typed);
  if (typed && tag) throw redirect(`/live/${encodeURIComponent(displayTag(typed))}`);
  const viewer = await viewerOf(request);
  const [on, ahead, tags] = await Promise.all([
    listEvents(db, viewer, { when: 'on', limit: NOW }),
    listEvents(db, viewer, { when: 'ahead', limit: SOON }),
    listActiveHashtags(db, viewer),
  ]);
  const t = await wordsFor(request);
  return data(
    {
      title: t('live.title'),
      description: t('live.lead'),
      now: on.map(rowOf),
      soon: ahead.map(rowOf),
      tags: tags.map(({ tag, display, posts }) => ({ tag, display, posts })),
      typed,
      problem: typed === null ? null : problem(typed.trim() ? 'hashtag' : 'required'),
    },
    { status: typed === null ? 200 : 400 },
  );
}

const rowOf = ({ slug, title, tag, hashtag, startsAt, endsAt, timezone, place }: EventCard) => ({
  slug,
  title,
  tag,
  hashtag,
  startsAt,
  endsAt,
  timezone,
  place,
});

type Row = ReturnType<typeof rowOf>;

export default function LiveIndex() {
  const { t } = useTranslation();
  const { now, soon, tags } = useLoaderData<typeof loader>();
  return (
    <Frame>
      <PageHead title={t('live.title')}>{t('live.lead')}</PageHead>
      {now.length + tags.length + soon.length === 0 && (
        <Empty
          title={t('live.empty.title')}
          actions={<ButtonLink to="/events">{t('live.empty.events')}</ButtonLink>}
        >
          {t('live.empty.text')}
        </Empty>
      )}
      {now.length > 0 && (
        <section className="sec">
          <h2 className="h2">
            <LiveDot>{t('live.now')}</LiveDot>
          </h2>
          {now.map((row) => (
            <Evening key={row.slug} row={row} />
          ))}
        </section>
      )}
      {tags.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('live.active')}</h2>
          <ul className="tags-now">
            {tags.map(({ tag, display, posts }) => (
              <li key={tag}>
                <Link to={`/live/${encodeURIComponent(tag)}`}>
                  <span className="tag">#{display}</span>{' '}
                  <span className="small dim num">{t('live.posts', { count: posts })}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {soon.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('live.soon')}</h2>
          {soon.map((row) => (
            <Evening key={row.slug} row={row} />
          ))}
        </section>
      )}
      <OpenTag />
    </Frame>
  );
}

/** An evening, leading to its live page. */
function Evening({ row }: { row: Row }) {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  const { startsAt, endsAt, timezone } = row;
  const at = new Date(startsAt);
  const { numeral } = poster(at, timezone, language);
  return (
    <EventRow
      to={`/live/${encodeURIComponent(row.tag)}`}
      day={numeral}
      month={posterShort(at, timezone, language).month}
      dateTime={startsAt}
      title={`#${row.hashtag}`}
      detail={[row.title, hours({ startsAt: at, endsAt: new Date(endsAt), timezone }, language)].join(', ')}
    />
  );
}

/** A door to any hashtag, also one nobody used yet. */
function OpenTag() {
  const { t } = useTranslation();
  const say = useProblems();
  const { typed, problem } = useLoaderData<typeof loader>();
  const error = say(problem);
  return (
    <section className="sec open-tag">
      <h2 className="h2">{t('live.open.title')}</h2>
      <Form action="/live" className={error ? 'field bad' : 'field'}>
        <label htmlFor="tag">{t('live.open.label')}</label>
        <p className="hint" id="tag-description">
          {t('live.open.hint')}
        </p>
        <div className="row">
          <input
            id="tag"
            name="tag"
            defaultValue={typed ?? ''}
            maxLength={101}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            aria-describedby={error ? 'tag-description tag-error' : 'tag-description'}
            aria-invalid={error ? true : undefined}
          />
          <Button>{t('live.open.submit')}</Button>
        </div>
        <ErrorText id="tag">{error}</ErrorText>
      </Form>
    </section>
  );
}
