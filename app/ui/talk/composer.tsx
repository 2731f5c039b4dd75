import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../locales/dates';
import type { Language } from '../../locales/i18n';
import { Button } from '../kit/button';
import { Dock } from '../kit/shell';
import { useProblems } from '../site/problems';
import { useTextDraft } from './use-text-draft';

/** From so many characters before the last one on, it is said how many are left. */
const NEARLY = 100;

export interface ComposerProps {
  /** Where the form goes. */
  action: string;
  /** Under which name its draft is kept. */
  draftName: string;
  /** Characters it may have, as a person counts them; the rules have the same. */
  most: number;
  words: { label: string; placeholder: string; submit: string };
  /** Made by the server, for a browser without JavaScript. */
  formKey: string | null;
  /** What was said and is to be said otherwise. */
  editing?: { id: string; text: string } | null;
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

/** Says something under a hashtag or in a topic. */
export function Composer(props: ComposerProps) {
  const {
    action,
    draftName,
    most,
    words,
    formKey,
    editing,
    replyTo,
    cancelReply,
    answer,
    field,
    waitsUntil,
    send,
  } = props;
  const { t, i18n } = useTranslation();
  const say = useProblems();
  const [count, setCount] = useState(0);
  const [problem, setProblem] = useState(answer?.problem);
  const form = useRef<HTMLFormElement>(null);
  const draft = useTextDraft(draftName, field, answer?.text);
  const measure = () => setCount([...(field.current?.value.trim() ?? '')].length);
  // Given back by the draft, or typed before the page was alive.
  useEffect(() => setCount([...(field.current?.value.trim() ?? '')].length), [field]);

  const over = count - most;
  const isOver = over > 0;
  const message = problem && say(problem);
  const isSaying = Boolean(replyTo || message || waitsUntil) || count >= most - NEARLY;

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
      <form ref={form} className="compose plain" method="post" data-outbox action={action} onSubmit={submit}>
        {isSaying && (
          <p className="saying small" id="text-said">
            {replyTo && (
              <span>
                {t('talk.answerTo', { handle: replyTo.handle })}{' '}
                <a
                  href="?"
                  onClick={(event) => {
                    event.preventDefault();
                    cancelReply();
                  }}
                >
                  {t('talk.cancel')}
                </a>
              </span>
            )}
            {message && <span className="err">{message}</span>}
            {waitsUntil && (
              <span role="status">
                {t('talk.slowly', { time: minuteOf(waitsUntil, i18n.language as Language) })}
              </span>
            )}
            {count >= most - NEARLY && (
              <span className={isOver ? 'err num' : 'num'} role={isOver ? 'alert' : undefined}>
                {isOver ? t('talk.over', { count: over }) : t('talk.left', { count: -over })}
              </span>
            )}
          </p>
        )}
        <label className="vh" htmlFor="text">
          {words.label}
        </label>
        <textarea
          ref={field}
          id="text"
          name="text"
          rows={1}
          required
          defaultValue={answer?.text ?? editing?.text}
          placeholder={words.placeholder}
          aria-describedby={isSaying ? 'text-said' : undefined}
          aria-invalid={isOver || Boolean(problem) || undefined}
          onInput={() => {
            measure();
            draft.keep();
          }}
          onKeyDown={sendByKeys}
        />
        {editing && (
          <>
            <input type="hidden" name="intent" value="edit" />
            <input type="hidden" name="message" value={editing.id} />
          </>
        )}
        {formKey && <input type="hidden" name="key" value={formKey} />}
        {replyTo && <input type="hidden" name="replyTo" value={replyTo.id} />}
        <Button kind="star">{words.submit}</Button>
      </form>
    </Dock>
  );
}

/** The minute by which a moment has come, on the reader's own clock. */
function minuteOf(at: number, language: Language): string {
  const minute = Math.ceil(at / 60_000) * 60_000;
  return clock(new Date(minute), Intl.DateTimeFormat().resolvedOptions().timeZone, language);
}
