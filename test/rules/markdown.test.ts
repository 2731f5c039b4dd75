import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '#app/markdown.server';

describe("members' Markdown", () => {
  it('becomes words, lists and links', () => {
    expect(renderMarkdown('**Venez** avec *un* livre\n\n- thé\n- café')).toBe(
      '<p><strong>Venez</strong> avec <em>un</em> livre</p>\n<ul>\n<li>thé</li>\n<li>café</li>\n</ul>\n',
    );
    expect(renderMarkdown('un\ndeux')).toContain('un<br />deux');
    expect(renderMarkdown('# Titre')).toBe('<h3>Titre</h3>\n');
  });

  it('marks every link as not ours', () => {
    expect(renderMarkdown('[là](https://example.org/a?b=1&c=2)')).toBe(
      '<p><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener ugc">là</a></p>\n',
    );
    expect(renderMarkdown('https://example.org')).toContain('rel="nofollow noopener ugc"');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![](https://evil.example/pixel.png)',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&colon;alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](//evil.example)',
    '<a href="javascript:alert(1)">x</a>',
    '<javascript:alert(1)>',
    '[x]: javascript:alert(1)\n\n[x]',
    '<div\n><iframe src=//evil.example>',
    '[x](https://example.org "onmouseover=alert(1)")',
    '`<style>`<style>*{display:none}</style>',
  ])('lets no markup of its author through: %s', (text) => {
    const html = renderMarkdown(text);
    expect(html).not.toMatch(/<(script|img|iframe|style|div)|<a[^>]+href="(?!https?:|mailto:)/i);
    expect(html).not.toMatch(/<[^>]+\son\w+=/i);
    expect(html).not.toMatch(/<[^>]+title=/i);
  });

  it('shows typed HTML as typed', () => {
    expect(renderMarkdown('a <b>bold</b> move')).toBe('<p>a &lt;b&gt;bold&lt;/b&gt; move</p>\n');
  });

  it('survives what is nested without end', () => {
    expect(renderMarkdown('>'.repeat(5_000))).toBe(`<p>${'&gt;'.repeat(5_000)}</p>`);
    expect(renderMarkdown('- '.repeat(5_000)).length).toBeGreaterThan(0);
    expect(renderMarkdown('['.repeat(5_000)).length).toBeGreaterThan(0);
    expect(renderMarkdown('*a '.repeat(4_000)).length).toBeGreaterThan(0);
  });
});
