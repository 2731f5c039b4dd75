import { expect, type Page } from '@playwright/test';
import * as circles from '#app/sample/circles';
import { earlier, murmurs, next } from '#app/sample/evening';
import { announcements, communities, events } from '#app/sample/gatherings';
import { people } from '#app/sample/people';
import { profiles } from '#app/sample/profiles';
import { topics } from '#app/sample/topics';
import * as words from '#app/sample/words';

/** All that a page of the server says to this reader: its words, and those said only aloud or on a tab. */
export async function textsOf(reader: Page, path: string, language: string): Promise<string[]> {
  const answer = await reader.request.get(path, { headers: { 'Accept-Language': language } });
  const { lang, texts } = await reader.evaluate(
    (html) => {
      const page = new DOMParser().parseFromString(html, 'text/html');
      // An address is one text, wherever its line may break.
      for (const pause of page.querySelectorAll('wbr')) pause.remove();
      page.normalize();
      const said = [page.title];
      // What carries a language of its own, is a letter, or is for machines.
      const left = 'script, style, [lang]:not(html), pre, iframe, ul.lines b, time';
      for (const element of page.querySelectorAll('body *')) {
        if (element.closest(left)) continue;
        for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
          said.push(element.getAttribute(name) ?? '');
        }
        for (const node of element.childNodes) if (node instanceof Text) said.push(node.data);
      }
      return { lang: page.documentElement.lang, texts: said };
    },
    await answer.text(),
  );
  expect(lang, path).toBe(language);
  return [...new Set(texts.map(plain).filter((text) => /\p{L}{2}/u.test(text)))];
}

/** As a reader has it: without the marks of Markdown, blanks being blanks. */
const plain = (text: string) =>
  text
    .normalize('NFC')
    .replaceAll('*', '')
    .replace(/[\s\u00ad\u200b]+/g, ' ')
    .trim();

/** What people of the sample wrote and are called: the same in any language. */
const sample = JSON.stringify([
  ...[people, profiles, communities, circles, words, announcements, events, topics],
  ...[earlier, next, murmurs],
]).replaceAll('\\n', ' ');

/** Addresses, handles, hashtags and zones are nobody's language; nor are figures. */
const NAMES = /[\w.+-]+@[\w.-]+|[@#][\p{L}\p{M}\p{N}_]+|\b[A-Z]\w+(\/[\w -]+)+|\d+/gu;

/**
 * Leaves of a text what the house itself says.
 * @param written what people wrote, beside those of the sample
 */
export function ownWords(written: readonly string[]): (text: string) => string {
  const all = plain([sample, ...written].join(' ')).toLowerCase();
  const isTheirs = (part: string) => !/\p{L}{2}/u.test(part) || all.includes(part.toLowerCase());
  return (text) => {
    if (isTheirs(text)) return '';
    return text
      .replace(/[\w.+-]+@[\w.-]+/g, '')
      .split(/ · |, | : |: |[«»“”()<>"]/)
      .filter((part) => !isTheirs(part.trim()))
      .map((part) => part.replace(NAMES, '').trim())
      .filter((part) => !isTheirs(part))
      .join(' | ');
  };
}
