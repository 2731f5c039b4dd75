import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../locales/dates';
import type { Language } from '../../locales/i18n';
import { Button, ButtonLink } from '../../ui/kit/button';
import { Dock } from '../../ui/kit/shell';
import { useProblems } from '../../ui/site/problems';
import { pageAt } from './letterbox';
import { useTextDraft } from './use-text-draft';

/** Characters of a post, as a person counts them; the rules have the same. */
const MOST = 500;
/** From here on it is said how many are left. */
const NEARLY = 400;

export interface ComposerProps {
  tag: string;
  display: string;
  me: { handle: string };
  /** Made by the server, for a browser without JavaScript. */
  formKey: string | null;
  replyTo: { id: string; handle: string } | null;
  cancelReply(): void;
  /** What the server said to a form without JavaScript. */
  answer: { problem: string; text: string } | undefined;
  field: RefObject<HTMLTextAreaElement>;
  /** Milliseconds of the epoch: what was sent too fast goes then, by itself. */
  waitsUntil: number | undefined;
  /** Takes what was written; without it the form is sent as forms are. */
  send: ((text: string) => void) | undefined;
}

/** Says something under the hashtag. */
export function Composer(props: ComposerProps) {
  const { tag, display, me, formKey, replyTo, cancelReply, answer, field, waitsUntil, send } = props;
  const { t, i18n } = useTranslation();
  const say = useProblems();
  const [count, setCount] = useState(0);
  const [problem, setProblem] = useState(answer?.problem);
  const form = useRef<HTMLFormElement>(null);
  const draft = useTextDraft(`${me.handle} live-${tag}`, field, answer?.text);
  const measure = () => setCount([...(field.current?.value.trim() ?? '')].length);
  // Given back by the draft, or typed before the page was alive.
  useEffect(() => setCount([...(field.current?.value.trim() ?? '')].length), [field]);

  const over = count - MOST;
  const isOver = over > 0;
  const message = problem && say(problem);
  const isSaying = Boolean(replyTo || message || waitsUntil) || count >= NEARLY;

  function submit(event: { preventDefault(): void }): void {
    if (!send || !field.current) return;
    event.preventDefault();
    const text = field.current.value.trim();
    if (!text || isOver) {
      field.current.focus();
      return;
    }
    field.current.value = '';
    draft.forget();
    setProblem(undefined);
    setCount(0);
    send(text);
  }

  function sendByKeys(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    if (event.key === 'Escape' && replyTo) cancelReply();
  }

  return (
    <Dock>
      <form
        ref={form}
        className="compose plain"
        method="post"
        data-outbox
        action={pageAt(display)}
        onSubmit={submit}
      >
        {isSaying && (
          <p className="saying small" id="text-said">
            {replyTo && (
              <span>
                {t('live.page.answerTo', { handle: replyTo.handle })}{' '}
                <a
                  href="?"
                  onClick={(event) => {
                    event.preventDefault();
                    cancelReply();
                  }}
                >
                  {t('live.compose.cancel')}
                </a>
              </span>
            )}
            {message && <span className="err">{message}</span>}
            {waitsUntil && (
              <span role="status">
                {t('live.compose.slowly', { time: minuteOf(waitsUntil, i18n.language as Language) })}
              </span>
            )}
            {count >= NEARLY && (
              <span className={isOver ? 'err num' : 'num'} role={isOver ? 'alert' : undefined}>
                {isOver ? t('live.compose.over', { count: over }) : t('live.compose.left', { count: -over })}
              </span>
            )}
          </p>
        )}
        <label className="vh" htmlFor="text">
          {t('live.compose.label', { tag: display })}
        </label>
        <textarea
          ref={field}
          id="text"
          name="text"
          rows={1}
          required
          defaultValue={answer?.text}
          placeholder={t('live.compose.placeholder')}
          aria-describedby={isSaying ? 'text-said' : undefined}
          aria-invalid={isOver || Boolean(problem) || undefined}
          onInput={() => {
            measure();
            draft.keep();
          }}
          onKeyDown={sendByKeys}
        />
        {formKey && <input type="hidden" name="key" value={formKey} />}
        {replyTo && <input type="hidden" name="replyTo" value={replyTo.id} />}
        <Button kind="star">{t('live.compose.submit')}</Button>
      </form>
    </Dock>
  );
}

/** The minute by which a moment has come, on the reader's own clock. */
function minuteOf(at: number, language: Language): string {
  const minute = Math.ceil(at / 60_000) * 60_000;
  return clock(new Date(minute), Intl.DateTimeFormat().resolvedOptions().timeZone, language);
}

/** In its place for strangers: reading needs no account, writing does. */
export function SignInToWrite({ tag }: { tag: string }) {
  const { t } = useTranslation();
  const next = new URLSearchParams({ next: `/live/${encodeURIComponent(tag)}` });
  return (
    <Dock say={t('live.compose.stranger')}>
      <ButtonLink kind="star" to={`/login?${next}`}>
        {t('live.compose.signIn')}
      </ButtonLink>
      <ButtonLink to="/join">{t('site.join')}</ButtonLink>
    </Dock>
  );
}
