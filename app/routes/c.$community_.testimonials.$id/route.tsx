import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { canModerate } from '../../domain/communities/rules';
import { readKeyset } from '../../domain/keyset.server';
import { findTestimonial, listComments } from '../../domain/testimonials/queries.server';
import { testimonialId } from '../../domain/testimonials/rules';
import { readForm } from '../../http/form.server';
import { testimonialsWords } from '../../locales/parts/testimonials';
import { leadOf, renderMarkdown } from '../../markdown.server';
import { requireMember } from '../../session.server';
import { Link } from '../../ui/kit/link';
import { Notice } from '../../ui/kit/notice';
import { Prose } from '../../ui/kit/prose';
import { photoUrl } from '../../ui/members/photo';
import { Frame, useSite } from '../../ui/site/frame';
import { titled } from '../../ui/site/title';
import { Signed } from '../../ui/testimonials/signed';
import { communityAt } from '../c.$community/community.server';
import { act } from './act.server';
import { AnswerForm } from './answer-form';
import { Comments } from './comments';
import { OwnState } from './own-state';

export const meta = titled;
export const handle = { words: testimonialsWords };

const REFUSED = ['notOffered', 'awaitsAnother'] as const;
const SAID = ['offered', 'withdrawn', 'published', 'returned', ...REFUSED] as const;

async function opened(request: Request, named: string | undefined, id: string | undefined) {
  const { viewer, community, roles, path } = await communityAt(request, named);
  const testimonial =
    testimonialId.safeParse(id).success && (await findTestimonial(db, viewer, community.id, id ?? ''));
  if (!testimonial) throw new Response(null, { status: 404 });
  return { viewer, community, roles, testimonial, pages: `${path}/testimonials` };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, roles, testimonial, pages } = await opened(request, params.community, params.id);
  const query = new URL(request.url).searchParams;
  const after = readKeyset(query.get('after'));
  const { text, communityId: _, ...shown } = testimonial;
  const isPublished = testimonial.state === 'published';
  return {
    title: `${testimonial.title} · #${community.name}`,
    description: leadOf(text, 160),
    unlisted: !isPublished || after !== undefined,
    pages,
    tag: community.name,
    testimonial: shown,
    html: renderMarkdown(text),
    isMember: roles !== null,
    isModerator: canModerate(roles),
    said: SAID.find((one) => one === query.get('said')),
    ...(isPublished
      ? await listComments(db, viewer, testimonial.id, { after })
      : { comments: [], next: null }),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { community, testimonial, pages } = await opened(request, params.community, params.id);
  const done = await act(self, community.id, testimonial.id, await readForm(request));
  if ('problem' in done) return data(done, { status: done.status });
  if (done.to === 'list') return redirect(`${pages}?said=${done.said}`, 303);
  const said = done.said ? `?said=${done.said}` : '';
  return redirect(`${pages}/${testimonial.id}${said}${done.at ?? ''}`, 303);
}

export default function Testimonial() {
  const { t } = useTranslation();
  const { me } = useSite();
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { pages, tag, testimonial, html, isModerator, said } = page;
  const { id, title, author, state, isOwn, publishedAt, pictures, folded } = testimonial;
  const body = (
    <>
      <Prose html={html} />
      {pictures.map((picture) => (
        <figure key={picture.id} className="shot">
          <img
            src={photoUrl(picture.id, 'l') ?? undefined}
            alt={picture.alt}
            width={picture.width}
            height={picture.height}
            loading="lazy"
          />
        </figure>
      ))}
    </>
  );
  return (
    <Frame bar={{ back: { to: pages, label: t('testimonials.back') }, title: `#${tag}` }}>
      {said && !refused && (
        <Notice kind={REFUSED.some((one) => one === said) ? 'danger' : 'going'} announced>
          {t(`testimonials.said.${said}`)}
        </Notice>
      )}
      {isOwn && <OwnState testimonial={testimonial} isModerator={isModerator} edit={`${pages}/${id}/edit`} />}
      <article className="testimonial">
        <h1 className="h1">{title}</h1>
        <Signed author={author} at={publishedAt} />
        {folded ? (
          <details className="folded">
            <summary>{t(`testimonials.folded.${folded}`)}</summary>
            {body}
          </details>
        ) : (
          body
        )}
        {me && !isOwn && state === 'published' && (
          <p className="small">
            <Link to={`/report?about=testimonial&id=${id}`}>{t('testimonials.report')}</Link>
          </p>
        )}
      </article>
      {isModerator && state === 'offered' && !testimonial.awaitsAnother && (
        <AnswerForm author={author?.name ?? ''} refused={refused} />
      )}
      {state === 'published' && <Comments page={page} refused={refused} />}
    </Frame>
  );
}
