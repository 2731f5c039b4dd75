import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../domain/topics/messages.server';
import { day } from '../../locales/dates';
import type { Language } from '../../locales/i18n';
import { ButtonLink, IconLink } from '../../ui/kit/button';
import { Empty } from '../../ui/kit/empty';
import { Notice } from '../../ui/kit/notice';
import { Pill } from '../../ui/kit/pill';
import { Frame, useSite } from '../../ui/site/frame';
import { useProblems } from '../../ui/site/problems';
import { Composer } from '../../ui/talk/composer';
import { ZonesOf } from '../../ui/talk/own-zone';
import { Pending } from '../../ui/talk/pending';
import { useOutbox } from '../../ui/talk/use-outbox';
import { MessageItem } from './message-item';
import { Older } from './older';
import type { TopicPage } from './page.server';
import type { Thread } from './thread';
import { useThread } from './use-thread';

/** Characters of a message; the rules have the same, and bring zod along. */
const MESSAGE_LENGTH = 4_000;

export interface ConversationProps {
  topic: { id: string; title: string; confidential: boolean; endsAt: string | null; readUpTo: string };
  back: { to: string; label: string };
  page: TopicPage;
  zone: string;
  replyTo: string | null;
  editing: { id: string; text: string } | null;
  answer: { problem: string; text: string } | undefined;
}

/** What is said in a topic, as it is said. */
export function Conversation({ topic, back, page, zone, replyTo, editing, answer }: ConversationProps) {
  const { t, i18n } = useTranslation();
  const { me } = useSite();
  const say = useProblems();
  const handle = me?.handle ?? '';
  const address = `/topics/${topic.id}`;
  const box = `${address}/messages`;
  const field = useRef<HTMLTextAreaElement>(null);
  const bottom = useRef<HTMLDivElement>(null);
  const isSending = useRef<() => boolean>(() => false);
  const [waiting, setWaiting] = useState(0);
  const [news, setNews] = useState('');
  const [trouble, setTrouble] = useState<string>();

  const isAtBottom = () => (bottom.current?.getBoundingClientRect().top ?? 0) < window.innerHeight + 80;
  const { thread, live, arrive, proceed } = useThread({
    topicId: topic.id,
    page,
    me: handle,
    isSending: () => isSending.current(),
    onNews(messages) {
      const [only] = messages;
      if (!isAtBottom()) setWaiting((before) => before + messages.length);
      if (only) setNews(t('topics.page.newBy', { name: only.author.name, text: textOf(only) }));
    },
  });
  const [answering, setAnswering] = useState(() => authorOf(thread, replyTo));
  const { outbox, kept } = useOutbox<MessageView>(me?.handle, {
    arrived(message, { to }) {
      if (to === box) arrive(message);
    },
    failed: (_, problem) => setTrouble(say(problem)),
  });
  const pending = kept.filter(({ to, fields }) => to === box && !fields.intent);
  useEffect(() => {
    isSending.current = () => pending.some(({ refused }) => refused === undefined);
  });

  useStayingAtBottom(bottom, thread.shown.length + pending.length, thread.isLatest && !page.newer);
  useReading(box, thread, topic.readUpTo, bottom, () => setWaiting(0));

  const goToBottom = () => bottom.current?.scrollIntoView({ block: 'end' });
  function send(text: string) {
    outbox?.keep(box, answering ? { text, replyTo: answering.id } : { text });
    setAnswering(null);
    requestAnimationFrame(goToBottom);
    field.current?.focus({ preventScroll: true });
  }
  const acts = {
    reply({ id, author }: MessageView) {
      setAnswering({ id, handle: author.handle });
      field.current?.focus();
    },
    remove({ id }: MessageView) {
      outbox?.keep(box, { intent: 'remove', message: id, client_key: `remove ${id}` });
    },
  };
  const waitsUntil = kept.find(({ refused }) => refused === undefined)?.notBefore;
  const language = i18n.language as Language;
  const dayOf = (at: string) => day(new Date(at), zone, language, !at.startsWith(page.now.slice(0, 4)));
  const people = t('topics.page.people', { count: page.people.length });
  const ends = topic.endsAt && t('topics.page.ends', { day: day(new Date(topic.endsAt), zone, language) });
  const under = [people, ends].filter(Boolean).join(', ');
  const isEmpty = thread.shown.length === 0 && pending.length === 0;
  return (
    <Frame
      bar={{
        back,
        title: topic.title,
        under,
        actions: <IconLink icon="people" label={t('topics.people.title')} to={`${address}/people`} />,
      }}
      dock={
        <Composer
          key={editing?.id ?? 'new'}
          action={address}
          draftName={`${handle} ${editing ? `edit-${editing.id}` : `topic-${topic.id}`}`}
          most={MESSAGE_LENGTH}
          words={{
            label: t(editing ? 'topics.page.editLabel' : 'topics.page.label', { title: topic.title }),
            placeholder: t('topics.page.placeholder'),
            submit: t(editing ? 'topics.page.save' : 'topics.page.submit'),
          }}
          formKey={editing ? null : page.key}
          editing={editing}
          replyTo={answering}
          cancelReply={() => {
            setAnswering(null);
            field.current?.focus();
          }}
          answer={answer}
          waitsUntil={waitsUntil}
          field={field}
          send={outbox && !editing ? send : undefined}
        />
      }
    >
      <ZonesOf zone={zone}>
        <header className="head topic-head">
          <h1 className="h1">{topic.title}</h1>
          <p className="muted d-only">
            {under}{' '}
            <ButtonLink size="s" to={`${address}/people`}>
              {t('topics.people.title')}
            </ButtonLink>
          </p>
        </header>
        {topic.confidential && <Notice icon="lock">{t('topics.page.confidential')}</Notice>}
        {trouble && (
          <Notice kind="danger" announced>
            {trouble}
          </Notice>
        )}
        <section className="thread" aria-label={topic.title}>
          {thread.older && (
            <Older
              address={address}
              before={thread.older}
              onMessages={({ messages, more }) =>
                proceed(messages, more && messages[0] ? messages[0].position : null)
              }
            />
          )}
          {thread.shown.map((message, index) => {
            const before = thread.shown[index - 1];
            const isFirstNew =
              before &&
              message.author.handle !== handle &&
              Number(before.position) <= Number(topic.readUpTo) &&
              Number(message.position) > Number(topic.readUpTo);
            return (
              <div key={message.id} className="said">
                {(!before || dayOf(before.at) !== dayOf(message.at)) && (
                  <h2 className="day">{dayOf(message.at)}</h2>
                )}
                {isFirstNew && (
                  <p className="since" id="since">
                    {t('topics.page.unread')}
                  </p>
                )}
                <MessageItem message={message} me={handle} acts={acts} />
              </div>
            );
          })}
          {isEmpty && <Empty title={t('topics.page.empty')}>{t('topics.page.emptyText')}</Empty>}
          {page.newer && (
            <p className="older">
              <ButtonLink to={`${address}?from=${page.newer}`}>{t('topics.page.newer')}</ButtonLink>
            </p>
          )}
          {me &&
            pending.map((one) => (
              <Pending
                key={one.key}
                kept={one}
                author={me}
                isOffline={live.status === 'offline'}
                isHeld={waitsUntil !== undefined}
                takeBack={() => {
                  outbox?.drop(one.key);
                  if (!field.current) return;
                  field.current.value = [field.current.value.trim(), one.fields.text]
                    .filter(Boolean)
                    .join('\n');
                  field.current.dispatchEvent(new Event('input', { bubbles: true }));
                  field.current.focus();
                }}
                again={() => outbox?.resend(one.key)}
                drop={() => outbox?.drop(one.key)}
              />
            ))}
          {waiting > 0 && (
            <div className="newer-below">
              <Pill onClick={goToBottom}>{t('topics.page.newMessages', { count: waiting })}</Pill>
            </div>
          )}
          <div ref={bottom} className="wire-state small dim">
            <span role="status">{live.status === 'offline' ? t('topics.page.offline') : ''}</span>
            <noscript>
              <a href={address}>{t('topics.page.reload')}</a>
            </noscript>
          </div>
          <p className="vh" role="status">
            {news}
          </p>
        </section>
      </ZonesOf>
    </Frame>
  );
}

const textOf = ({ segments }: MessageView): string => segments.map(({ text }) => text).join('');

function authorOf({ shown }: Thread, id: string | null): { id: string; handle: string } | null {
  const message = id ? shown.find((one) => one.id === id) : undefined;
  return message ? { id: message.id, handle: message.author.handle } : null;
}

/** Opens at the first unread message, else at the latest; stays with the latest for who is there. */
function useStayingAtBottom(bottom: React.RefObject<HTMLElement>, count: number, isLatest: boolean): void {
  const wasAtBottom = useRef(true);
  const isOpen = useRef(false);
  useEffect(() => {
    const look = () => {
      const end = bottom.current?.getBoundingClientRect().top ?? 0;
      wasAtBottom.current = end < window.innerHeight + 80;
    };
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [bottom]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message asks anew
  useLayoutEffect(() => {
    const unread = isOpen.current ? null : document.getElementById('since');
    const isNamed = !isOpen.current && window.location.hash !== '';
    isOpen.current = true;
    if (isNamed) return;
    if (unread) unread.scrollIntoView({ block: 'start' });
    else if (wasAtBottom.current && isLatest) bottom.current?.scrollIntoView({ block: 'end' });
  }, [count, isLatest]);
}

/** Tells the server how far its reader has come: when the end of what there is has been on the screen. */
function useReading(
  box: string,
  { shown, isLatest }: Thread,
  readUpTo: string,
  bottom: React.RefObject<HTMLElement>,
  onRead: () => void,
): void {
  const told = useRef(Number(readUpTo));
  const latest = useRef(onRead);
  useEffect(() => {
    latest.current = onRead;
  });
  const last = isLatest ? shown.at(-1)?.position : undefined;
  useEffect(() => {
    const { current } = bottom;
    if (!current || last === undefined) return;
    const tell = () => {
      latest.current();
      if (document.visibilityState !== 'visible' || Number(last) <= told.current) return;
      told.current = Number(last);
      const body = new URLSearchParams({ intent: 'read', upTo: last });
      // What is lost here is told with the next message.
      fetch(box, { method: 'POST', body, keepalive: true }).catch(() => undefined);
    };
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && tell());
    observer.observe(current);
    document.addEventListener('visibilitychange', tell);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', tell);
    };
  }, [box, bottom, last]);
}
