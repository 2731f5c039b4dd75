import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import type { Refusal } from '../domain/rules';
import {
  handOverTopic,
  inviteToTopic,
  leaveTopic,
  removeFromTopic,
} from '../domain/topics/commands/take-part.server';
import { listPeople } from '../domain/topics/queries.server';
import { participantInput } from '../domain/topics/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { wordsFor } from '../locales/i18n.server';
import { topicsWords } from '../locales/parts/topics';
import { Badge } from '../ui/kit/badge';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { readableTopicAt } from './topics.$topic/topic.server';

export const meta = titled;
export const handle = { words: topicsWords };

const SAID = ['invited', 'handedOver', 'removed'] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, topic } = await readableTopicAt(request, params.topic);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  return {
    title: t('topics.people.heading', { title: topic.title }),
    unlisted: true,
    topic,
    me: self.handle,
    people: await listPeople(db, self, topic.id),
    said: SAID.find((one) => one === query.get('said')) ?? null,
    who: query.get('who') ?? '',
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, topic } = await readableTopicAt(request, params.topic);
  const form = await readForm(request);
  const act = form.get('act');
  if (act === 'leave') {
    await leaveTopic(db, self, topic.id);
    return redirect('/topics', 303);
  }
  const read = participantInput.safeParse({ handle: form.get('handle') });
  const typed = String(form.get('handle') ?? '').slice(0, 100);
  if (!read.success)
    return data({ problem: read.error.issues[0]?.message ?? 'required', typed }, { status: 400 });
  const { handle } = read.data;
  const said = (done: { ok: true } | Refusal, what: (typeof SAID)[number]) =>
    done.ok
      ? redirect(`/topics/${topic.id}/people?${new URLSearchParams({ said: what, who: handle })}`, 303)
      : data({ problem: done.reason, typed }, { status: 422 });
  if (act === 'hand-over') return said(await handOverTopic(db, self, topic.id, handle), 'handedOver');
  if (act === 'remove') return said(await removeFromTopic(db, self, topic.id, handle), 'removed');
  const tooFast = await slowDown(['topicInvitations', self.id]);
  if (tooFast) return data({ problem: tooFast, typed }, { status: 429 });
  return said(await inviteToTopic(db, self, topic.id, handle), 'invited');
}

/** Who is in a topic, and what its keeper, and each of them, can do about it. */
export default function TopicPeople() {
  const { t } = useTranslation();
  const say = useProblems();
  const { topic, me, people, said, who } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const follows = topic.event !== null;
  return (
    <Frame bar={{ back: { to: `/topics/${topic.id}`, label: t('topics.people.back') }, title: topic.title }}>
      <PageHead title={t('topics.people.heading', { title: topic.title })}>{topic.purpose}</PageHead>
      {said && (
        <Notice kind="going" announced>
          {t(`topics.people.${said}`, { handle: who })}
        </Notice>
      )}
      {follows && <p className="muted measure">{t('topics.people.evening')}</p>}
      <ul className="sec measure">
        {people.map(({ handle, name, portrait, keeper }) => (
          <li key={handle} className="participant">
            <WireRow
              to={`/@${handle}`}
              seed={handle}
              photoUrl={photoUrl(portrait)}
              title={name}
              detail={handle === me ? t('topics.people.you') : `@${handle}`}
              aside={keeper && <Badge>{t('topics.people.keeper')}</Badge>}
            />
            {topic.isKeeper && handle !== me && !follows && (
              <Form method="post" className="btns">
                <input type="hidden" name="handle" value={handle} />
                <Button
                  size="s"
                  kind="bare"
                  name="act"
                  value="hand-over"
                  aria-label={t('topics.people.handOverTo', { name })}
                >
                  {t('topics.people.handOver')}
                </Button>
                <Button
                  size="s"
                  kind="bare"
                  name="act"
                  value="remove"
                  aria-label={t('topics.people.removeOne', { name })}
                >
                  {t('topics.people.remove')}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {!follows && (
        <section className="sec" aria-labelledby="invite">
          <h2 className="h2" id="invite">
            {t('topics.people.invite')}
          </h2>
          <Form method="post" className="form" key={`${said} ${who}`}>
            <TextField
              id="handle"
              name="handle"
              label={t('topics.people.handle')}
              hint={t(topic.community ? 'topics.people.handleHint' : 'topics.people.handleHintAmong')}
              error={refused && say([refused.problem])}
              defaultValue={refused?.typed}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              required
            />
            <div className="btns">
              <Button kind="star" name="act" value="invite">
                {t('topics.people.submit')}
              </Button>
            </div>
          </Form>
        </section>
      )}
      {!follows && (
        <section className="sec stack measure">
          <h2 className="h2">{t('topics.people.leave')}</h2>
          <p className="muted">
            {t(people.length > 1 ? 'topics.people.leaveText' : 'topics.people.leaveLast')}
          </p>
          <Form method="post">
            <Button kind="danger" name="act" value="leave">
              {t('topics.people.leave')}
            </Button>
          </Form>
        </section>
      )}
    </Frame>
  );
}
