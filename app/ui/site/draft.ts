import { useActionData, useNavigation } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSite } from './frame';

/*
 * What is typed in a form outlives an error, an expired session and a dead connection: it is kept in this
 * browser until the form has been taken. Passwords, files and hidden fields are never kept.
 */

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Values = Record<string, string[]>;
interface Kept {
  at: number;
  values: Values;
}

const PREFIX = 'draft ';
const KEPT_FOR_MS = 7 * 86_400_000;
const PAUSE_MS = 250;
const NEVER_KEPT = ['password', 'hidden', 'file', 'submit', 'button', 'reset', 'image'];

/** The draft of a form that is being replaced by itself, made anew, after it was sent. Only while React does so. */
let replaced: string | undefined;

export interface Draft {
  /** `restored`: what an earlier visit left was put back. */
  state: 'none' | 'kept' | 'restored';
  /** Drops what was kept and gives the form back as the page brought it. */
  forget: () => void;
}

/**
 * Keeps a form's draft. Shown with `<DraftNote>`. The draft ends when a submit leads to another page, or
 * back to this one without action data (a redirect), be it to a form with a new `key`; a fetcher's form calls `forget` itself.
 * @param formId the form's `id`, stable and the object's own (`event-new`, `event-<id>`): with conform
 * `useForm({ id })`
 */
export function useDraft(formId: string): Draft {
  const { me } = useSite();
  const key = `${PREFIX}${me?.handle ?? ''} ${formId}`;
  const [state, setState] = useState<Draft['state']>('none');
  const actionData = useActionData();
  const navigation = useNavigation();
  const submit = useRef<'none' | 'asked' | 'sent'>('none');
  // An answer to this very form already holds what was typed.
  const answered = useRef(actionData !== undefined);
  const baseline = useRef<{ key: string; values: Values }>();

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const here = window.location.pathname;
    if (baseline.current?.key !== key) baseline.current = { key, values: broughtBy(form) };
    const { values: brought } = baseline.current;
    if (!answered.current) {
      if (replaced === key) drop(key);
      const kept = read(key);
      // Typed before the page was alive: newer than what was kept.
      const typed = changed(valuesOf(form), brought);
      const isTyped = Object.keys(typed).length > 0;
      if (isTyped) write(key, { ...kept, ...typed });
      if (restore(form, isTyped ? { ...kept, ...typed } : kept) || (isTyped && kept)) setState('restored');
      else if (isTyped) setState('kept');
      // Taken meanwhile, by a submit that ended in a page load: the form says the same by itself.
      else drop(key);
    }

    let pause: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      clearTimeout(pause);
      pause = undefined;
      setState(write(key, changed(valuesOf(form), brought)) ? 'kept' : 'none');
    };
    const keepSoon = () => {
      clearTimeout(pause);
      pause = setTimeout(keep, PAUSE_MS);
    };
    const flush = () => pause !== undefined && keep();
    const send = (event: SubmitEvent) => {
      keep();
      // Without a network it is held, and comes again.
      if (!event.defaultPrevented) submit.current = 'asked';
    };
    const reset = () => setTimeout(keep);
    form.addEventListener('input', keepSoon);
    form.addEventListener('submit', send, true);
    form.addEventListener('reset', reset);
    window.addEventListener('pagehide', flush);
    return () => {
      flush();
      form.removeEventListener('input', keepSoon);
      form.removeEventListener('submit', send, true);
      form.removeEventListener('reset', reset);
      window.removeEventListener('pagehide', flush);
      // Gone to another page after a submit, or made anew: taken. An error page keeps this address and shows no
      // form, an ended session asks to sign in.
      const there = window.location.pathname;
      if (submit.current !== 'sent' || there === '/login') return;
      if (there !== here) return drop(key);
      replaced = key;
      queueMicrotask(() => {
        replaced = undefined;
      });
    };
  }, [formId, key]);

  useEffect(() => {
    if (navigation.state === 'submitting' && submit.current === 'asked') submit.current = 'sent';
    if (navigation.state !== 'idle' || submit.current !== 'sent') return;
    submit.current = 'none';
    if (actionData !== undefined) return;
    drop(key);
    setState('none');
  }, [navigation.state, actionData, key]);

  const forget = useCallback(() => {
    drop(key);
    const form = document.getElementById(formId);
    if (form instanceof HTMLFormElement) form.reset();
    setState('none');
  }, [formId, key]);

  return { state, forget };
}

/** Drops every draft of this browser: whoever signs out may be leaving it to somebody else. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // No storage, no drafts.
  }
}

function controlsOf(form: HTMLFormElement): Control[] {
  return ([...form.elements] as Element[]).filter(
    (one): one is Control =>
      (one instanceof HTMLInputElement && !NEVER_KEPT.includes(one.type) && one.name !== '') ||
      ((one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) && one.name !== ''),
  );
}

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const control of controlsOf(form)) {
    values[control.name] ??= [];
    if (!isTick(control) || control.checked) values[control.name]?.push(control.value);
  }
  return values;
}

/** What the page brought, whatever was typed since. */
function broughtBy(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const control of controlsOf(form)) {
    values[control.name] ??= [];
    if (isTick(control) && !control.defaultChecked) continue;
    values[control.name]?.push(...(isTick(control) ? [control.value] : defaultsOf(control)));
  }
  return values;
}

function defaultsOf(control: Control): string[] {
  if (!(control instanceof HTMLSelectElement)) return [control.defaultValue];
  const options = [...control.options];
  return [(options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value ?? ''];
}

const isSame = (a: readonly string[] = [], b: readonly string[] = []) =>
  a.length === b.length && a.every((value, index) => value === b[index]);

/** Only what was really changed is kept, so that the rest of the form may be newer than the draft. */
const changed = (values: Values, baseline: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name, list]) => !isSame(list, baseline[name])));

/** Puts a draft back. True where anything in the form changed by it. */
function restore(form: HTMLFormElement, values: Values | undefined): boolean {
  if (!values) return false;
  const before = valuesOf(form);
  const used = new Map<string, number>();
  for (const control of controlsOf(form)) {
    const wanted = values[control.name];
    if (!wanted) continue;
    if (isTick(control)) {
      if (control.checked !== wanted.includes(control.value)) control.click();
      continue;
    }
    const index = used.get(control.name) ?? 0;
    used.set(control.name, index + 1);
    const value = wanted[index];
    if (value !== undefined && value !== control.value) fill(control, value);
  }
  return Object.keys(changed(valuesOf(form), before)).length > 0;
}

/** As if it had been typed: React looks at the native setter, conform at the event. */
function fill(control: Control, value: string): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set;
  setter?.call(control, value);
  control.dispatchEvent(
    new Event(control instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }),
  );
}

function read(key: string): Values | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    if (kept && Date.now() - kept.at < KEPT_FOR_MS) return kept.values;
    drop(key);
  } catch {
    // Somebody else's writing, or no storage.
  }
  return undefined;
}

/** True where there was something to keep and it is kept. */
function write(key: string, values: Values): boolean {
  if (Object.keys(values).length === 0) {
    drop(key);
    return false;
  }
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values } satisfies Kept));
    return true;
  } catch {
    return false;
  }
}

function drop(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // No storage, nothing to drop.
  }
}
