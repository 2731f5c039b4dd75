import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PostView } from '../../domain/posts/queries.server';
import { IconButton } from '../../ui/kit/button';
import { Empty } from '../../ui/kit/empty';
import { LiveDot } from '../../ui/kit/live-dot';
import { Frame, useSite } from '../../ui/site/frame';
import { Composer } from '../../ui/talk/composer';
import { ZonesOf } from '../../ui/talk/own-zone';
import { Pending } from '../../ui/talk/pending';
import { Beside } from './beside';
import { Head, isOn, Rhythm, useNow } from './head';
import { pageAt } from './letterbox';
import { Older } from './older';
import type { LivePage } from './page.server';
import { PostList } from './post-list';
import { SignInToWrite } from './sign-in-to-write';
import { useActs } from './use-acts';
import { useWire } from './use-wire';
import type { Wire } from './wire';
import { TakenBack, WireTop } from './wire-top';

/** Characters of a post; the rules have the same, and bring zod along. */
const POST_LENGTH = 500;

export interface LiveWireProps {
  page: LivePage & { replyTo: string | null; removed: string | null };
  answer: { problem: string; text: string } | undefined;
}

/** A hashtag's page: who is there, and what they say, as they say it. */
export function LiveWire({ page, answer }: LiveWireProps) {
  const { t } = useTranslation();
  const { me } = useSite();
  const now = useNow(page.now);
  const top = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [news, setNews] = useState('');
  const isSending = useRef(() => false);
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);

  const { wire, live, release, arrive, proceed } = useWire({
    page,
    me: me?.handle,
    top,
    isSending: () => isSending.current(),
    onNews: (posts) => setNews(newsOf(posts)),
  });
  const acts = useActs({ page, me, wire, arrive, field, isSending });

  function newsOf(posts: PostView[]): string {
    const [only] = posts;
    if (!only) return '';
    if (posts.length > 1) return t('live.page.newPosts', { count: posts.length });
    return t('live.page.newBy', {
      name: only.author.name,
      text: only.segments.map(({ text }) => text).join(''),
    });
  }

  function goToTop() {
    top.current?.scrollIntoView({ block: 'start' });
    top.current?.focus({ preventScroll: true });
  }

  function showNew() {
    release();
    goToTop();
  }

  function send(text: string) {
    const isReply = acts.post(text);
    if (isReply) return;
    release();
    goToTop();
    field.current?.focus({ preventScroll: true });
  }

  const { event, since } = page;
  const on = isOn(event, now);
  const posts = wire.shown.filter(({ id }) => !acts.isTaken(id));
  const isEmpty = posts.length === 0 && acts.pending.length === 0;
  const isPaused = live.status === 'paused';
  const holding = {
    onClick: isPaused ? live.resume : live.pause,
    label: isPaused ? t('live.page.resume') : t('live.page.pause'),
    // It keeps its place until there is something to hold.
    hidden: isAlive ? '' : 'invisible',
  };
  return (
    <Frame
      bar={{
        back: { to: '/live', label: t('live.title') },
        actions: since !== null && (
          <>
            {on && <LiveDot>{t('live.page.live')}</LiveDot>}
            <IconButton
              icon={isPaused ? 'play' : 'pause'}
              label={holding.label}
              onClick={holding.onClick}
              className={holding.hidden}
            />
          </>
        ),
      }}
      dock={
        me ? (
          <Composer
            action={pageAt(page.display)}
            draftName={`${me.handle} live-${page.tag}`}
            most={POST_LENGTH}
            words={{
              label: t('live.compose.label', { tag: page.display }),
              placeholder: t('live.compose.placeholder'),
              submit: t('live.compose.submit'),
            }}
            formKey={page.key}
            replyTo={acts.replyTo}
            cancelReply={acts.cancelReply}
            answer={answer}
            waitsUntil={acts.waitsUntil}
            field={field}
            send={acts.isReady ? send : undefined}
          />
        ) : (
          <SignInToWrite tag={page.tag} />
        )
      }
    >
      <ZonesOf zone={page.zone}>
        <Head
          page={page}
          now={now}
          count={wire.count}
          people={Math.max(page.people, pensOf(wire))}
          pause={
            since !== null && (
              <button type="button" className={`link d-only ${holding.hidden}`} onClick={holding.onClick}>
                {holding.label}
              </button>
            )
          }
        />
        <Rhythm page={page} now={now} />
        <div className="live-cols">
          <Beside page={page} now={now} posts={posts} />
          <section className="wire" aria-labelledby="wire">
            <h2 className="vh" id="wire">
              {t('live.page.wire')}
            </h2>
            <WireTop
              top={top}
              status={since === null ? 'past' : live.status}
              waiting={wire.waiting}
              isEmpty={isEmpty}
              news={acts.trouble ?? news}
              tag={page.tag}
              onShow={showNew}
            />
            <TakenBack id={acts.takenId} onRestore={acts.isReady ? acts.restore : undefined} />
            {me &&
              acts.pending.map((kept) => (
                <Pending
                  key={kept.key}
                  kept={kept}
                  author={me}
                  isOffline={live.status === 'offline'}
                  isHeld={acts.waitsUntil !== undefined}
                  takeBack={() => acts.takeBack(kept)}
                  again={() => acts.again(kept)}
                  drop={() => acts.drop(kept)}
                />
              ))}
            <PostList
              posts={posts}
              tag={page.tag}
              zone={page.zone}
              year={page.now.slice(0, 4)}
              isTonight={on}
              me={me?.handle}
              thanksOf={acts.thanksOf}
              acts={acts.onPosts}
            />
            {isEmpty &&
              (since === null ? (
                <p className="muted">{t('live.page.emptyBefore')}</p>
              ) : (
                <Empty title={t('live.page.empty')}>{t('live.page.emptyText')}</Empty>
              ))}
            {wire.older ? (
              <Older
                display={page.display}
                older={wire.older}
                guestKey={page.guestKey}
                onPosts={({ posts, older, thanked }) => {
                  acts.learnThanked(thanked);
                  proceed(posts, older);
                }}
              />
            ) : (
              posts.length > 4 && <p className="older small dim">{t('live.page.start')}</p>
            )}
          </section>
        </div>
      </ZonesOf>
    </Frame>
  );
}

/** Those who wrote what is here: it may be more than there were when the page was drawn. */
const pensOf = ({ shown, waiting }: Wire): number =>
  new Set([...shown, ...waiting].map(({ author }) => author.handle)).size;
