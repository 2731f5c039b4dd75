import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { displayTag, tagInPath } from '../domain/hashtags/rules';
import { readKeyset } from '../domain/keyset.server';
import { listPosts, listThanked, loadPosts, type PostView } from '../domain/posts/queries.server';
import { isHashtagOpen } from '../domain/posts/visibility.server';
import { withKey } from '../domain/rsvps/queries.server';
import { problem } from '../domain/rules';
import { readForm } from '../http/form.server';
import { viewerOf } from '../session.server';
import type { Sent } from '../ui/talk/send';
import { act } from './live.$hashtag/act.server';
import type { OlderPosts } from './live.$hashtag/letterbox';

/* What an open live page says to the server and asks of it, as plain JSON; the page itself is the same in forms and links. */

const tagOf = (segment: string | undefined): string => {
  const tag = tagInPath(segment);
  if (!tag) throw new Response(null, { status: 404 });
  return tag;
};

/** Older posts, to be put under those that are there. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const tag = tagOf(params.hashtag);
  const query = new URL(request.url).searchParams;
  const viewer = await withKey(db, await viewerOf(request), query.get('key'));
  if (!(await isHashtagOpen(db, viewer, tag))) throw new Response(null, { status: 404 });
  const before = readKeyset(query.get('before'));
  if (!before) return redirect(`/live/${encodeURIComponent(tag)}`);
  const { posts, next } = await listPosts(db, viewer, tag, { before });
  const ids = posts.map(({ id }) => id);
  const thanked = viewer.member ? await listThanked(db, viewer.member.id, ids) : [];
  return Response.json({ posts, older: next, thanked } satisfies OlderPosts);
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const tag = tagOf(params.hashtag);
  const form = await readForm(request);
  const { member } = await viewerOf(request);
  if (!member)
    return Response.json({ problem: problem('signedOut') } satisfies Sent<PostView>, { status: 401 });
  const done = await act(member, displayTag(params.hashtag ?? tag), form, context);
  if (!done.ok) {
    const { status, headers } = done;
    return Response.json({ problem: done.problem } satisfies Sent<PostView>, { status, headers });
  }
  const said = done.did === 'post' ? (await loadPosts(db, tag, [done.id])).get(done.id) : undefined;
  return Response.json({ said } satisfies Sent<PostView>);
}
