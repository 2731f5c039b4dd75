import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { wordsFor } from '../../locales/i18n.server';
import { answeringWords } from '../../locales/parts/answering';
import { homeWords } from '../../locales/parts/home';
import { viewerOf } from '../../session.server';
import { titled } from '../../ui/site/title';
import { MemberHome } from './member-home';
import { memberHome } from './member-home.server';
import { StrangerHome } from './stranger-home';
import { strangerHome } from './stranger-home.server';

export const handle = { words: [homeWords, answeringWords] };

export const meta = titled;

/** For strangers the same page for all of them; for a member their next seat, and what waits for them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { member } = await viewerOf(request);
  const t = await wordsFor(request);
  const head = { description: t('home.description') };
  if (!member) {
    return { ...head, title: t('home.pitch'), stranger: await strangerHome(request), member: null };
  }
  return { ...head, title: t('site.places.home'), stranger: null, member: await memberHome(request, member) };
}

export default function Home() {
  const { member, stranger } = useLoaderData<typeof loader>();
  return member ? <MemberHome home={member} /> : <StrangerHome home={stranger} />;
}
