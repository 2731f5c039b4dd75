import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';

const marked = new Marked({ gfm: true, breaks: true, async: false });
// What people type between < and > is shown as typed: no HTML of theirs ever becomes ours.
marked.use({ tokenizer: { html: () => undefined, tag: () => undefined } });

/** What a text may become: words, lists, quotes, tables and links. No picture, no script, no style. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'strong', 'em', 'del', 'a', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li'],
    ...['h3', 'h4', 'h5', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 40,
  transformTags: {
    // The page has its h1, its parts their h2: a text's own headings go below them.
    h1: 'h3',
    h2: 'h4',
    h3: 'h5',
    h4: 'h5',
    h6: 'h5',
    a: (_tag, { href }) => ({
      tagName: 'a',
      attribs: { ...(href && { href }), rel: 'nofollow noopener ugc' },
    }),
  },
};

/** How many texts are kept rendered; a text is at most 20,000 characters. */
const MOST_KEPT = 300;
const kept = new Map<string, string>();

/** A member's Markdown as HTML that is safe to put in a page. */
export function renderMarkdown(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) {
    kept.delete(text);
    kept.set(text, known);
    return known;
  }
  const html = sanitizeHtml(parse(text), ALLOWED);
  kept.set(text, html);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return html;
}

/** Text that is nested past all sense (a thousand quotes in each other) is taken as plain. */
function parse(text: string): string {
  try {
    return marked.parse(text) as string;
  } catch {
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
  }
}

/** The first paragraph of a text in plain words, for a lead or a search engine; at most `max` characters. */
export function leadOf(text: string, max = 220): string {
  const [, paragraph = ''] = /<p>([\s\S]*?)<\/p>/.exec(renderMarkdown(text)) ?? [];
  const words = sanitizeHtml(paragraph.replaceAll('<br />', ' '), { allowedTags: [] })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length <= max ? words : `${words.slice(0, max).replace(/\s+\S*$/, '')}…`;
}
