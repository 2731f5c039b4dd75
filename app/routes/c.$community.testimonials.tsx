import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { canModerate } from '../domain/communities/rules';
import { readKeyset } from '../domain/keyset.server';
import {
  listOffered,
  listOwnTestimonials,
  listTestimonials,
  type TestimonialCard,
} from '../domain/testimonials/queries.server';
import { wordsFor } from '../locales/i18n.server';
import { testimonialsWords } from '../locales/parts/testimonials';
import { leadOf } from '../markdown.server';
import { Badge } from '../ui/kit/badge';
import { ButtonLink } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { Notice } from '../ui/kit/notice';
import { More } from '../ui/site/more';
import { titled } from '../ui/site/title';
import { Signed } from '../ui/testimonials/signed';
import { communityAt } from './c.$community/community.server';

export const meta = titled;
export const handle = { words: testimonialsWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, roles, path } = await communityAt(request, params.community);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const before = readKeyset(query.get('before'));
  const [{ testimonials, next }, own, offered] = await Promise.all([
    listTestimonials(db, viewer, community.id, { before }),
    before ? [] : listOwnTestimonials(db, viewer, community.id),
    canModerate(roles) && !before ? listOffered(db, viewer, community.id) : [],
  ]);
  return {
    title: t('testimonials.title', { tag: `#${community.name}` }),
    description: t('testimonials.lead'),
    pages: `${path}/testimonials`,
    isMember: roles !== null,
    testimonials: testimonials.map(inList),
    own: own.map(inList),
    offered: offered.map(inList),
    deleted: query.get('said') === 'deleted',
    next,
  };
}

/** How a text begins is enough for a list. */
const inList = ({ text, ...card }: TestimonialCard) => ({ ...card, lead: leadOf(text, 280) });
type Listed = ReturnType<typeof inList>;

export default function Testimonials() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const { pages, isMember, testimonials, own, offered, next, deleted } = page;
  return (
    <>
      {deleted && (
        <Notice kind="going" announced>
          {t('testimonials.said.deleted')}
        </Notice>
      )}
      <section className="sec">
        <div className="headline">
          <h2 className="h2">{t('testimonials.heading')}</h2>
          {isMember && (
            <ButtonLink size="s" icon="edit" to={`${pages}/new`}>
              {t('testimonials.write')}
            </ButtonLink>
          )}
        </div>
        <p className="muted measure">{t('testimonials.lead')}</p>
        {testimonials.length === 0 && (
          <Empty title={t('testimonials.none')}>
            {t(isMember ? 'testimonials.noneText' : 'testimonials.noneStranger')}
          </Empty>
        )}
        {testimonials.map((one) => (
          <Teaser key={one.id} one={one} pages={pages} />
        ))}
        {next && <More to={`?before=${next}`}>{t('testimonials.more')}</More>}
      </section>
      <Unpublished title={t('testimonials.waiting')} list={offered} pages={pages} answering />
      <Unpublished title={t('testimonials.own')} list={own} pages={pages} />
    </>
  );
}

function Teaser({ one, pages }: { one: Listed; pages: string }) {
  const { t } = useTranslation();
  const { id, title, lead, author, publishedAt, comments, folded } = one;
  const shown = (
    <article className="teaser stack">
      <h3 className="h3">
        <Link to={`${pages}/${id}`}>{title}</Link>
      </h3>
      <p className="measure">{lead}</p>
      <Signed author={author} at={publishedAt} />
      {comments > 0 && <p className="small muted">{t('testimonials.comments', { count: comments })}</p>}
    </article>
  );
  if (!folded) return shown;
  return (
    <details className="folded">
      <summary>{t(`testimonials.folded.${folded}`)}</summary>
      {shown}
    </details>
  );
}

interface UnpublishedProps {
  title: string;
  list: Listed[];
  pages: string;
  /** What waits for the reader's answer, as a moderator. */
  answering?: boolean;
}

function Unpublished({ title, list, pages, answering = false }: UnpublishedProps) {
  const { t } = useTranslation();
  if (list.length === 0) return null;
  return (
    <section className="sec">
      <h2 className="h2">{title}</h2>
      <ul className="lines">
        {list.map(({ id, title: called, state, author, awaitsAnother }) => (
          <li key={id}>
            <span className="what">
              <Link to={`${pages}/${id}`}>
                <b>{called}</b>
              </Link>
              {author && <span className="small muted block">{author.name}</span>}
              {answering && awaitsAnother && (
                <span className="small muted block">{t('testimonials.awaitsAnother')}</span>
              )}
            </span>
            <Badge>{t(`testimonials.states.${state}`)}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}
