import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { clockOf } from '../../locales/dates';
import type { Language } from '../../locales/i18n';

const CLOCK = /^\d\d:\d\d$/;

/**
 * The sentence of a problem, as rules name them: a key under `problems`, with what the sentence needs
 * behind a question mark. Hours are said as the language says them.
 */
export function problemText(t: TFunction, language: Language, problem: string): string {
  const [key = '', query = ''] = problem.split('?', 2);
  const values: Record<string, string | number> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (CLOCK.test(value)) values[name] = clockOf(value, language);
    else values[name] = /^\d+$/.test(value) ? Number(value) : value;
  }
  return t(`problems.${key}` as 'problems.required', values);
}

/** Says problems in the reader's language; the first of several. */
export function useProblems(): (
  problems: readonly string[] | string | null | undefined,
) => string | undefined {
  const { t, i18n } = useTranslation();
  return (problems) => {
    const first = typeof problems === 'string' ? problems : problems?.[0];
    return first ? problemText(t, i18n.language as Language, first) : undefined;
  };
}
