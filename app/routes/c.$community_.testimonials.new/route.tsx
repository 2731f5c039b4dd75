import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { wordsFor } from '../../locales/i18n.server';
import { testimonialsWords } from '../../locales/parts/testimonials';
import { requireMember } from '../../session.server';
import { Frame } from '../../ui/site/frame';
import { PageHead } from '../../ui/site/page-head';
import { titled } from '../../ui/site/title';
import { TestimonialForm } from '../../ui/testimonials/testimonial-form';
import { communityAt } from '../c.$community/community.server';
import { limits, takeTestimonial } from './take-testimonial.server';

export const meta = titled;
export const handle = { words: testimonialsWords };

async function member(request: Request, named: string | undefined) {
  const self = await requireMember(request);
  const { community, roles, path } = await communityAt(request, named);
  if (!roles) throw new Response(null, { status: 404 });
  return { self, community, pages: `${path}/testimonials` };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, pages } = await member(request, params.community);
  const t = await wordsFor(request);
  return { title: t('testimonials.newTitle'), unlisted: true, pages, tag: community.tag, limits };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, pages } = await member(request, params.community);
  return takeTestimonial(request, { self, communityId: community.id, pages });
}

export default function NewTestimonial() {
  const { t } = useTranslation();
  const { title, pages, tag, limits } = useLoaderData<typeof loader>();
  return (
    <Frame bar={{ back: { to: pages, label: t('testimonials.back') }, title }}>
      <PageHead title={title}>{t('testimonials.newLead')}</PageHead>
      <TestimonialForm
        id={`testimonial-new-${tag}`}
        written={{ title: '', text: '' }}
        pictures={[]}
        lastResult={useActionData<typeof action>()}
        limits={limits}
      />
    </Frame>
  );
}
