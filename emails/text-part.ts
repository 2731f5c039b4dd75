import { toPlainText } from '@react-email/render';

/** What we use of html-to-text, which has no types of its own. */
interface Element {
  attribs: Record<string, string>;
  children: Element[];
}
interface Builder {
  openBlock(options: { leadingLineBreaks: number }): void;
  closeBlock(options: { trailingLineBreaks: number }): void;
  addLineBreak(): void;
  addInline(text: string, options?: { noWordTransform: boolean }): void;
}
type Walk = (children: Element[], builder: Builder) => void;

/**
 * The text part of a letter, read off its HTML so that both say the same. What is laid out for the eye
 * carries its sentence in `data-text`.
 */
export function textOf(html: string): string {
  return toPlainText(html, {
    wordwrap: false,
    formatters: {
      said: (element: Element, _walk: Walk, builder: Builder) => {
        builder.openBlock({ leadingLineBreaks: 2 });
        builder.addInline(element.attribs['data-text'] ?? '');
        builder.closeBlock({ trailingLineBreaks: 1 });
      },
      // Each answer on its own, its address below it.
      answer: (element: Element, walk: Walk, builder: Builder) => {
        builder.openBlock({ leadingLineBreaks: 2 });
        walk(element.children, builder);
        builder.addLineBreak();
        builder.addInline(element.attribs.href ?? '', { noWordTransform: true });
        builder.closeBlock({ trailingLineBreaks: 2 });
      },
    },
    selectors: [
      { selector: '[data-text]', format: 'said' },
      { selector: 'h1', options: { uppercase: false, leadingLineBreaks: 1, trailingLineBreaks: 2 } },
      { selector: 'h2', options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 } },
      { selector: 'a.button', format: 'answer' },
    ],
  });
}

/** Takes out what served us while rendering: our marks for the text part, and React's comments. */
export const withoutMarks = (html: string): string =>
  html.replace(/ data-text="[^"]*"| data-skip-in-text="true"|<!-- -->|<!--\/?\$-->/g, '');
