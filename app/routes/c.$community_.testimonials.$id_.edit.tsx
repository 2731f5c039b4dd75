import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findTestimonial } from '../domain/testimonials/queries.server';
import { testimonialId } from '../domain/testimonials/rules';
import { wordsFor } from '../locales/i18n.server';
import { testimonialsWords } from '../locales/parts/testimonials';
import { requireMember } from '../session.server';
import { Notice } from '../ui/kit/notice';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { TestimonialForm } from '../ui/testimonials/testimonial-form';
import { communityAt } from './c.$community/community.server';
import { limits, takeTestimonial } from './c.$community_.testimonials.new/take-testimonial.server';

export const meta = titled;
export const handle = { words: testimonialsWords };

/** What an address may say is wrong. */
const PROBLEM = /^(picture(Missing|Heavy|Format|Broken|NoRoom)|picturesFull|empty|tooMany\?minutes=\d{1,4})$/;

async function own(request: Request, named: string | undefined, id: string | undefined) {
  const self = await requireMember(request);
  const { viewer, community, path } = await communityAt(request, named);
  const known = testimonialId.safeParse(id).data;
  const testimonial = known ? await findTestimonial(db, viewer, community.id, known) : undefined;
  if (!testimonial?.isOwn) throw new Response(null, { status: 404 });
  return { self, community, testimonial, pages: `${path}/testimonials` };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { testimonial, pages } = await own(request, params.community, params.id);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const { id, title, text, state, answer, pictures, updatedAt } = testimonial;
  return {
    title: t('testimonials.editTitle'),
    unlisted: true,
    pages,
    written: { title, text },
    ...{ id, state, answer, pictures, updatedAt },
    saved: query.has('saved'),
    problem: PROBLEM.exec(query.get('problem') ?? '')?.[0] ?? null,
    limits,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, testimonial, pages } = await own(request, params.community, params.id);
  return takeTestimonial(request, { self, communityId: community.id, pages, id: testimonial.id });
}

export default function EditTestimonial() {
  const { t } = useTranslation();
  const say = useProblems();
  const page = useLoaderData<typeof loader>();
  const { title, id, pages, state, answer, saved, problem, updatedAt } = page;
  const lastResult = useActionData<typeof action>();
  return (
    <Frame bar={{ back: { to: `${pages}/${id}`, label: t('testimonials.back') }, title }}>
      <PageHead title={title} />
      {saved && !problem && !lastResult && (
        <Notice kind="going" announced>
          {t('testimonials.saved')}
        </Notice>
      )}
      {problem && (
        <Notice kind="danger" announced>
          {say(problem)}
        </Notice>
      )}
      {state === 'published' && <Notice>{t('testimonials.republish')}</Notice>}
      {answer && state !== 'published' && (
        <Notice>
          <p>{t('testimonials.ownReturned')}</p>
          <blockquote className="whitespace-pre-line">{answer}</blockquote>
        </Notice>
      )}
      {/* A form anew once it was kept: what was wrong with it before is no longer said. */}
      <TestimonialForm
        key={updatedAt}
        id={`testimonial-${id}`}
        written={page.written}
        pictures={page.pictures}
        lastResult={lastResult}
        limits={page.limits}
      />
    </Frame>
  );
}
