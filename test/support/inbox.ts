import { expect, type Page } from '@playwright/test';

/** A letter as its reader has it before them. */
export interface Letter {
  /** Of its page at /outbox. */
  path: string;
  subject: string;
  /** The plain text part. */
  text: string;
  /** What the calendar part asks for, or nothing. */
  calendar: string;
  /** Of the HTML part. */
  language: string;
  /** Where a button or a link of the letter leads. */
  link(name: string | RegExp): string;
}

/**
 * The letters an instance without mail server keeps, read where anybody trying it out reads them: at /outbox. The pages
 * are asked for and not shown: every journey waits for letters, and the walk looks at these pages.
 */
export class Inbox {
  constructor(private readonly page: Page) {}

  /** Waits for the latest letter to an address whose subject says so. */
  async letter(email: string, subject: string | RegExp): Promise<Letter> {
    let path = '';
    await expect(async () => {
      [path = ''] = await this.find(email, subject);
      expect(path, `a letter to ${email} about ${subject}`).not.toBe('');
    }).toPass({ timeout: 15_000, intervals: [50, 100, 250, 500] });
    return this.read(path);
  }

  /** How many letters of such a subject the address has had so far. */
  async count(email: string, subject: string | RegExp): Promise<number> {
    return (await this.find(email, subject)).length;
  }

  private async find(email: string, subject: string | RegExp): Promise<string[]> {
    const { letters } = await this.open(`/outbox?to=${encodeURIComponent(email)}`);
    return letters
      .filter(({ line, name }) => line.includes(`À ${email}`) && isSaid(name, subject))
      .map(({ href }) => href);
  }

  private async read(path: string): Promise<Letter> {
    const [{ title, text, calendar }, { language, links }] = await Promise.all([
      this.open(path),
      this.open(`${path}/html`),
    ]);
    return {
      path,
      subject: title,
      text,
      calendar,
      language,
      link(name) {
        const found = links.find((link) =>
          typeof name === 'string' ? link.name === name : name.test(link.name),
        );
        expect(found, `“${name}” among ${links.map((link) => link.name).join(', ')}`).toBeDefined();
        return found?.href ?? '';
      },
    };
  }

  /** What tests look for in a page of letters, or in a letter. */
  private async open(path: string) {
    const answer = await this.page.request.get(path, { headers: { 'Accept-Language': 'fr' } });
    expect(answer.status(), path).toBe(200);
    return this.page.evaluate(
      (html) => {
        const opened = new DOMParser().parseFromString(html, 'text/html');
        const textOf = (element: Element | null) => element?.textContent?.trim() ?? '';
        const linksIn = (element: ParentNode) =>
          [...element.querySelectorAll('a[href]')].map((a) => ({
            name: textOf(a),
            href: a.getAttribute('href') ?? '',
          }));
        const agenda = [...opened.querySelectorAll('section')].filter(
          (section) => textOf(section.querySelector('h2')) === 'Pour l’agenda',
        );
        return {
          language: opened.documentElement.lang,
          title: textOf(opened.querySelector('h1')),
          text: opened.querySelector('pre.letter-text')?.textContent ?? '',
          calendar: agenda.map((section) => section.textContent).join('\n'),
          links: linksIn(opened),
          letters: [...opened.querySelectorAll('ul.lines li')].flatMap((li) =>
            linksIn(li).map((link) => ({ ...link, line: textOf(li) })),
          ),
        };
      },
      await answer.text(),
    );
  }
}

/** As a page's links are found by what they say: by some of it, in whatever case, or by a pattern; blanks being blanks. */
function isSaid(name: string, sought: string | RegExp): boolean {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  return typeof sought === 'string'
    ? plain(name).toLowerCase().includes(plain(sought).toLowerCase())
    : sought.test(plain(name));
}
