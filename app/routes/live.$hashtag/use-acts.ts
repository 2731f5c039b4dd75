import { type MutableRefObject, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { PostView } from '../../domain/posts/queries.server';
import type { Kept } from '../../live/outbox';
import { useProblems } from '../../ui/site/problems';
import { useOutbox } from '../../ui/talk/use-outbox';
import { letterbox } from './letterbox';
import type { LivePage } from './page.server';
import type { PostActs } from './post-item';
import { useThanks } from './use-thanks';
import type { Wire } from './wire';

interface ActsOptions {
  page: Pick<LivePage, 'display' | 'thanked'> & { replyTo: string | null; removed: string | null };
  me: { handle: string } | null;
  wire: Wire;
  arrive(post: PostView): void;
  field: RefObject<HTMLTextAreaElement>;
  /** Filled here: whether a post of the reader's is on its way. */
  isSending: MutableRefObject<() => boolean>;
}

/** What a member does here: shown at once, kept until the server has it, taken back where it refuses. */
export function useActs({ page, me, wire, arrive, field, isSending }: ActsOptions) {
  const say = useProblems();
  const box = letterbox(page.display);
  const [replyTo, setReplyTo] = useState(() => authorOf(wire, page.replyTo));
  const [alsoThanked, setAlsoThanked] = useState<readonly string[]>([]);
  const thanks = useThanks([...page.thanked, ...alsoThanked]);
  const [taken, setTaken] = useState<Readonly<Record<string, PostView | null>>>({});
  const [takenId, setTakenId] = useState(page.removed);
  const [trouble, setTrouble] = useState<string>();

  const { outbox, kept } = useOutbox<PostView>(me?.handle, {
    arrived: (post, { to }) => to === box && arrive(post),
    failed({ fields }, problem) {
      const id = fields.post ?? '';
      thanks.forget(id);
      untake(id);
      setTrouble(say(problem));
    },
  });
  const isPost = ({ to, fields }: Kept) => to === box && !fields.intent;
  useEffect(() => {
    isSending.current = () => outbox?.list().some((one) => isPost(one) && one.refused === undefined) ?? false;
  });

  function untake(id: string): void {
    setTaken(({ [id]: _, ...others }) => others);
    setTakenId((before) => (before === id ? null : before));
  }

  const act = (intent: string, id: string, fields: Record<string, string> = {}) =>
    outbox?.keep(box, {
      intent,
      post: id,
      client_key: [intent, id, ...Object.values(fields)].join(' '),
      ...fields,
    });

  const now: PostActs = {
    thank(post, thankful) {
      thanks.press(post, thankful);
      const [on, off] = thankful ? ['on', 'off'] : ['off', 'on'];
      outbox?.drop(`thank ${post.id} ${off}`);
      act('thank', post.id, { thankful: on ?? 'on' });
    },
    reply({ id, author: { handle } }) {
      setReplyTo({ id, handle });
      field.current?.focus();
    },
    remove(post) {
      setTaken((before) => ({ ...before, [post.id]: post }));
      setTakenId(post.id);
      outbox?.drop(`restore ${post.id}`);
      act('remove', post.id);
    },
  };
  // One object for good, so that a post is drawn again only when something of its own changes.
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  const onPosts = useMemo<PostActs>(
    () => ({
      thank: (...given) => latest.current.thank(...given),
      reply: (...given) => latest.current.reply(...given),
      remove: (...given) => latest.current.remove(...given),
    }),
    [],
  );

  return {
    /** Until then forms are sent as forms are. */
    isReady: outbox !== undefined,
    pending: kept.filter(isPost).reverse(),
    /** When the first of them may go, where the server asked to wait. */
    waitsUntil: kept.find(({ refused }) => refused === undefined)?.notBefore,
    trouble,
    onPosts,
    thanksOf: thanks.of,
    learnThanked: (ids: readonly string[]) => setAlsoThanked((before) => [...before, ...ids]),
    replyTo,
    cancelReply() {
      setReplyTo(null);
      field.current?.focus();
    },
    /** @returns whether it answers another post */
    post(text: string): boolean {
      outbox?.keep(box, replyTo ? { text, replyTo: replyTo.id } : { text });
      setReplyTo(null);
      return replyTo !== null;
    },
    takeBack({ key, fields }: Kept) {
      outbox?.drop(key);
      if (!field.current) return;
      field.current.value = [field.current.value.trim(), fields.text].filter(Boolean).join('\n');
      field.current.dispatchEvent(new Event('input', { bubbles: true }));
      field.current.focus();
    },
    again: ({ key }: Kept) => outbox?.resend(key),
    drop: ({ key }: Kept) => outbox?.drop(key),
    isTaken: (id: string) => id in taken,
    takenId,
    restore(id: string) {
      const post = taken[id];
      untake(id);
      if (post) arrive(post);
      outbox?.drop(`remove ${id}`);
      act('restore', id);
    },
  };
}

function authorOf({ shown }: Wire, id: string | null): { id: string; handle: string } | null {
  const post = id ? shown.find((one) => one.id === id) : undefined;
  return post ? { id: post.id, handle: post.author.handle } : null;
}
