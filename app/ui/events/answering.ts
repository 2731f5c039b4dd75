import { useNavigation } from '@remix-run/react';
import type { Answer } from '../../domain/rsvps/rules';

const ANSWERS: readonly string[] = ['going', 'maybe', 'declined', 'remote'] satisfies Answer[];

/** The answer on its way to the server, if there is one: pages show it as taken. */
export function useAnswering(): Answer | null {
  const { formData, formMethod } = useNavigation();
  const answer = formMethod === 'POST' ? formData?.get('answer') : null;
  return typeof answer === 'string' && ANSWERS.includes(answer) ? (answer as Answer) : null;
}
