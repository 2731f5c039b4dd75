import { useNavigation } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/**
 * Empties a form once what was in it is sent: the page stays the same, so nobody else would.
 * @param field a field only this form of the page has
 * @returns whether it is being sent
 */
export function useEmptied(formId: string, field: string, refused: boolean): boolean {
  const { formData, state } = useNavigation();
  const isSending = formData?.has(field) ?? false;
  const wasSending = useRef(false);
  useEffect(() => {
    const form = document.getElementById(formId);
    if (wasSending.current && !isSending && !refused && form instanceof HTMLFormElement) form.reset();
    wasSending.current = isSending;
  }, [formId, isSending, refused]);
  return isSending && state === 'submitting';
}
