import { expect, test } from '#test/support/e2e';

test('the first page opens, in the reader’s language', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test.describe('an address where nothing is', () => {
  test.use({ expectedErrors: [/404/] });

  test('says so on a page of ours', async ({ page }) => {
    const answer = await page.goto('/nowhere');
    expect(answer?.status()).toBe(404);
  });
});
