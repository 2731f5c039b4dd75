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

/** The letters an instance without mail server keeps, read where anybody trying it out reads them: at /outbox. */
export class Inbox {
  constructor(private readonly page: Page) {}

  /** Waits for the latest letter to an address whose subject says so. */
  async letter(email: string, subject: string | RegExp): Promise<Letter> {
    const { page } = this;
    const line = page.locator('ul.lines li').filter({ hasText: `À ${email}` });
    const entry = line.getByRole('link', { name: subject }).first();
    await expect(async () => {
      await page.goto(`/outbox?to=${encodeURIComponent(email)}`);
      await expect(entry, `a letter to ${email} about ${subject}`).toBeVisible({ timeout: 250 });
    }).toPass({ timeout: 15_000, intervals: [100, 250, 500] });
    await entry.click();
    await page.waitForURL(/\/outbox\/[0-9a-f-]+$/);
    return this.read();
  }

  /** How many letters of such a subject the address has had so far. */
  async count(email: string, subject: string | RegExp): Promise<number> {
    await this.page.goto(`/outbox?to=${encodeURIComponent(email)}`);
    const line = this.page.locator('ul.lines li').filter({ hasText: `À ${email}` });
    return line.getByRole('link', { name: subject }).count();
  }

  private async read(): Promise<Letter> {
    const { page } = this;
    const path = new URL(page.url()).pathname;
    const subject = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    const text = (await page.locator('pre.letter-text').textContent()) ?? '';
    const calendar = await page.getByRole('region', { name: 'Pour l’agenda' }).allTextContents();
    await page.goto(`${path}/html`);
    const language = (await page.locator('html').getAttribute('lang')) ?? '';
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) =>
        all.map((a) => ({ name: a.textContent?.trim() ?? '', href: a.getAttribute('href') ?? '' })),
      );
    return {
      path,
      subject,
      text,
      calendar: calendar.join('\n'),
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
}
