import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { db } from '#db/client';
import { joinTopic, leaveTopic } from '../../domain/topics/commands/take-part.server';
import { findOwnMessage } from '../../domain/topics/messages.server';
import { countPeople } from '../../domain/topics/queries.server';
import { messageId } from '../../domain/topics/rules';
import { readForm } from '../../http/form.server';
import { wordsFor } from '../../locales/i18n.server';
import { talkWords } from '../../locales/parts/talk';
import { topicsWords } from '../../locales/parts/topics';
import { titled } from '../../ui/site/title';
import { act } from './act.server';
import { Conversation } from './conversation';
import { Door } from './door';
import { findTopicPage } from './page.server';
import { topicAt } from './topic.server';

export const handle = { words: [topicsWords, talkWords] };
export const meta = titled;

const POSITION = /^\d{1,15}$/;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, topic } = await topicAt(request, params.topic);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const positionOf = (name: string) => {
    const asked = query.get(name) ?? undefined;
    if (asked !== undefined && !POSITION.test(asked)) throw new Response(null, { status: 404 });
    return asked;
  };
  const asked = { before: positionOf('before'), from: positionOf('from') };
  const { community } = topic;
  const back = community
    ? { to: `/c/${encodeURIComponent(community.tag)}/topics`, label: `#${community.name}` }
    : { to: '/topics', label: t('topics.list.title') };
  const common = { title: topic.title, unlisted: true, topic, back, zone: self.timezone };
  if (!topic.readable) return { ...common, page: null, count: await countPeople(db, topic.id) };
  const editing = messageId.safeParse(query.get('edit')).data;
  return {
    ...common,
    page: await findTopicPage(self, topic, asked),
    replyTo: messageId.safeParse(query.get('reply')).data ?? null,
    editing: editing ? await findOwnMessage(db, self, topic.id, editing) : null,
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const { self, topic } = await topicAt(request, params.topic);
  const here = `/topics/${topic.id}`;
  const text = String(form.get('text') ?? '');
  switch (form.get('intent')) {
    case 'join': {
      const joined = await joinTopic(db, self, topic.id, { promises: form.get('promise') === 'on' });
      if (joined.ok) return redirect(here, 303);
      return data({ problem: joined.reason, text }, { status: 400 });
    }
    case 'leave': {
      await leaveTopic(db, self, topic.id);
      return redirect('/topics', 303);
    }
    default: {
      const done = await act(self, topic.id, form, context);
      if (!done.ok) return data({ problem: done.problem, text }, { status: done.status });
      return redirect(done.did === 'edit' ? `${here}#m-${done.id}` : here, 303);
    }
  }
}

export default function Topic() {
  const { topic, back, zone, ...rest } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!rest.page)
    return <Door topic={topic} back={back} count={rest.count} missing={answer?.problem === 'promiseFirst'} />;
  const { page, replyTo, editing } = rest;
  // Another part of its past is another page.
  const part = page.isLatest ? 'latest' : page.messages[0]?.id;
  return (
    <Conversation
      key={`${topic.id} ${part}`}
      topic={topic}
      back={back}
      page={page}
      zone={zone}
      replyTo={replyTo}
      editing={editing}
      answer={answer}
    />
  );
}
