import { type RefObject, useCallback, useEffect } from 'react';

/** Begins as all drafts do, so that signing out forgets it with them (ui/site/draft.ts). */
const PREFIX = 'draft ';

/** Keeps what is being written in this browser until it is sent; `given` is what the server gave back. */
export function useTextDraft(name: string, field: RefObject<HTMLTextAreaElement>, given: string | undefined) {
  const place = PREFIX + name;
  useEffect(() => {
    const { current } = field;
    if (!current || current.value || given) return;
    current.value = read(place);
    current.dispatchEvent(new Event('input', { bubbles: true }));
  }, [place, field, given]);

  const keep = useCallback(() => write(place, field.current?.value ?? ''), [place, field]);
  const forget = useCallback(() => write(place, ''), [place]);
  return { keep, forget };
}

function read(place: string): string {
  try {
    return localStorage.getItem(place) ?? '';
  } catch {
    return '';
  }
}

function write(place: string, text: string): void {
  try {
    if (text.trim()) localStorage.setItem(place, text);
    else localStorage.removeItem(place);
  } catch {
    // Full or forbidden: it is still in the field.
  }
}
