import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { db } from '#db/client';
import { displayTag, tagInPath } from '../../domain/hashtags/rules';
import { readKeyset } from '../../domain/keyset.server';
import { postId } from '../../domain/posts/rules';
import { isHashtagOpen } from '../../domain/posts/visibility.server';
import { withKey } from '../../domain/rsvps/queries.server';
import { problem } from '../../domain/rules';
import { readForm } from '../../http/form.server';
import { wordsFor } from '../../locales/i18n.server';
import { liveWords } from '../../locales/parts/live';
import { talkWords } from '../../locales/parts/talk';
import { requireMember, viewerOf } from '../../session.server';
import { titled } from '../../ui/site/title';
import { act } from './act.server';
import { LiveWire } from './live-wire';
import { findLivePage } from './page.server';

export const handle = { words: [liveWords, talkWords] };

export const meta = titled;

const missing = () => new Response(null, { status: 404 });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const tag = tagInPath(params.hashtag);
  if (!tag) throw missing();
  const query = new URL(request.url).searchParams;
  const before = readKeyset(query.get('before'));
  if (query.has('before') && !before) throw missing();
  const viewer = await withKey(db, await viewerOf(request), query.get('key'));
  const page = await findLivePage(viewer, tag, displayTag(params.hashtag ?? tag), before, query.get('key'));
  if (!page) throw missing();
  const t = await wordsFor(request);
  return {
    ...page,
    title: page.event?.phase === 'on' ? t('live.page.titleLive', { tag: page.display }) : page.display,
    description: t('live.page.description', { tag: page.display }),
    unlisted: page.unlisted || before !== undefined,
    replyTo: postId.safeParse(query.get('reply')).data ?? null,
    removed: postId.safeParse(query.get('removed')).data ?? null,
  };
}

/** For readers without JavaScript: what is done here leads back to the page. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const tag = tagInPath(params.hashtag);
  if (!tag) throw missing();
  const form = await readForm(request);
  const viewer = await viewerOf(request);
  if (!(await isHashtagOpen(db, viewer, tag))) throw missing();
  const text = String(form.get('text') ?? '');
  // What was written is given back, also to whom a session has left meanwhile.
  if (!viewer.member && text) return data({ problem: problem('signedOut'), text }, { status: 401 });
  const done = await act(await requireMember(request), displayTag(params.hashtag ?? tag), form, context);
  if (!done.ok) return data({ problem: done.problem, text }, { status: done.status });
  const page = `/live/${encodeURIComponent(tag)}`;
  if (done.did === 'post') return redirect(page, 303);
  if (done.did === 'remove') return redirect(`${page}?${new URLSearchParams({ removed: done.id })}`, 303);
  const before = new URL(request.url).searchParams.get('before');
  return redirect(`${page}${before ? `?${new URLSearchParams({ before })}` : ''}#p-${done.id}`, 303);
}

export default function LiveHashtag() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  // Another hashtag, or another part of its past, is another page.
  return <LiveWire key={`${page.tag} ${page.since ? '' : page.posts[0]?.id}`} page={page} answer={answer} />;
}
