import type { Locator, Page } from '@playwright/test';
import { callMeetup, expect, test } from '#test/support/e2e';

/** Presses Tab until it is reached. */
async function tabTo(page: Page, sought: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if (await sought.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`not reached with Tab: ${sought}`);
}

test('the first stop skips to the content', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Aller au contenu' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.locator('main').getByRole('link', { name: 'Prendre place' })).toBeFocused();
});

test('an event is answered, and the answer changed, without a mouse', async ({ reader }) => {
  const organizer = await reader({ as: 'zoe_perchet' });
  const event = await callMeetup(organizer, { title: 'Sans les mains', hashtag: 'SansLesMains' });
  const page = await reader({ as: 'bertille' });
  await page.goto(event);
  await tabTo(page, page.getByRole('button', { name: 'J’y serai' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('C’est noté, vous êtes sur le fil.')).toBeVisible();
  await tabTo(page, page.locator('summary').filter({ hasText: 'Changer' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'De loin' }));
  await page.keyboard.press('Space');
  await expect(page.getByText('C’est noté, vous êtes avec nous de loin.')).toBeVisible();
});

test('a post is written, sent, answered and taken back without a mouse', async ({ reader }) => {
  const page = await reader({ as: 'bertille' });
  await page.goto('/live/Clavier');
  const field = page.getByLabel('Votre post sous');
  await tabTo(page, field);
  await page.keyboard.type('Tapé du bout des plumes.');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Poster' })).toBeFocused();
  await page.keyboard.press('Enter');
  const post = page.getByRole('article').filter({ hasText: 'du bout des plumes' });
  await expect(post.getByRole('button', { name: 'Retirer' })).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.type('Et par un raccourci.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article')).toHaveCount(2);

  await tabTo(page, post.getByRole('link', { name: 'Répondre' }));
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await expect(page.getByText('En réponse à @bertille')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('En réponse à @bertille')).toBeHidden();
  await tabTo(page, post.getByRole('button', { name: 'Retirer' }));
  await page.keyboard.press('Space');
  await expect(post).toHaveCount(0);
});

test('wherever the focus goes, it is seen', async ({ reader }) => {
  const page = await reader({ as: 'bertille', reducedMotion: 'reduce' });
  const unseen: string[] = [];
  for (const path of [
    '/',
    '/events',
    '/live/SoupeEtPo%C3%A8mes',
    '/c/sansonnets',
    '/settings',
    '/events/new',
  ]) {
    await page.goto(path);
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press('Tab');
      const fault = await page.evaluate(faultOfFocus);
      if (fault === 'end') break;
      if (fault) unseen.push(`${path}: ${fault}`);
    }
  }
  expect(unseen).toEqual([]);
});

/** Runs in the page: what is wrong with how the focused element shows; `end` where the page has no more. */
function faultOfFocus(): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof Element) || focused === document.body) return 'end';
  const says = focused.outerHTML.slice(0, 100);
  const isRinged = (one: Element | null) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  };
  // A choice shows it on the card that holds it.
  if (!isRinged(focused) && !isRinged(focused.closest('label'))) return `no ring: ${says}`;
  const box = focused.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [x, y] as const));
  const isShown = points.some(([x, y]) => {
    const above = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return above !== null && (focused.contains(above) || above.contains(focused));
  });
  return isShown ? null : `covered: ${says}`;
}
