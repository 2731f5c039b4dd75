import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { db } from '#db/client';
import { problem } from '../domain/rules';
import { listMessages, loadMessages, type MessageView } from '../domain/topics/messages.server';
import { topicId } from '../domain/topics/rules';
import { readForm } from '../http/form.server';
import { viewerOf } from '../session.server';
import type { Sent } from '../ui/talk/send';
import { act } from './topics.$topic/act.server';
import { readableTopicAt } from './topics.$topic/topic.server';

/* What an open topic says to the server and asks of it, as plain JSON; the page itself is the same in forms and links. */

const POSITION = /^\d{1,15}$/;

/** Older messages, to be put above those that are there; or newer ones. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, topic } = await readableTopicAt(request, params.topic);
  const query = new URL(request.url).searchParams;
  const [before, from] = ['before', 'from'].map((name) => query.get(name) ?? undefined);
  if (
    (before ?? from) === undefined ||
    ![before, from].every((one) => one === undefined || POSITION.test(one))
  )
    throw new Response(null, { status: 404 });
  return Response.json(await listMessages(db, self, topic.id, { before, from }), {
    headers: { 'Cache-Control': 'no-store' },
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const { member } = await viewerOf(request);
  if (!member)
    return Response.json({ problem: problem('signedOut') } satisfies Sent<MessageView>, { status: 401 });
  const id = topicId.safeParse(params.topic).data;
  if (!id) throw new Response(null, { status: 404 });
  const done = await act(member, id, form, context);
  if (!done.ok) {
    const { status, headers } = done;
    return Response.json({ problem: done.problem } satisfies Sent<MessageView>, { status, headers });
  }
  const said = done.did === 'message' ? (await loadMessages(db, id, [done.id])).get(done.id) : undefined;
  return Response.json({ said } satisfies Sent<MessageView>);
}
