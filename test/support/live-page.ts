import { expect, type Locator, type Page } from '@playwright/test';

/** A hashtag's live page in somebody's browser. */
export class LivePage {
  constructor(readonly page: Page) {}

  /** Opens it, and waits until it follows. */
  async open(tag: string): Promise<void> {
    const followed = this.page.waitForResponse((answer) => answer.url().includes('/stream'));
    await this.page.goto(`/live/${tag}`);
    expect((await followed).status()).toBe(200);
  }

  get field(): Locator {
    return this.page.getByLabel('Votre post sous');
  }

  get button(): Locator {
    return this.page.getByRole('button', { name: 'Poster' });
  }

  get posts(): Locator {
    return this.page.getByRole('article');
  }

  post(words: string): Locator {
    return this.posts.filter({ hasText: words });
  }

  async write(words: string): Promise<void> {
    await this.field.fill(words);
    await this.button.click();
  }

  /** Resolves with the time at which the words are in a post on this screen. */
  seen(words: string): Promise<number> {
    return this.page.evaluate(
      (sought) =>
        new Promise<number>((resolve) => {
          const look = () => {
            const posts = [...document.querySelectorAll('article')];
            if (!posts.some((post) => post.textContent?.includes(sought))) return;
            observer.disconnect();
            resolve(Date.now());
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
          look();
        }),
      words,
    );
  }

  /** Writes, and says when the button was pressed. */
  async pressAt(words: string): Promise<number> {
    await this.field.fill(words);
    return this.button.evaluate((button) => {
      const now = Date.now();
      (button as HTMLButtonElement).click();
      return now;
    });
  }
}
