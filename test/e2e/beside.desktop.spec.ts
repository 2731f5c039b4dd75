import { expect, test } from '#test/support/e2e';

test('an event shows beside its form as it is written', async ({ reader }) => {
  const page = await reader({ as: 'zoe_perchet' });
  await page.goto('/events/new');
  const glance = page.getByRole('complementary', { name: 'Comme on la verra' });
  await page.getByLabel('Titre').fill('Un printemps chez Rosalie');
  await page.getByLabel('Début').fill('2027-03-06T19:00');
  await page.getByLabel('Fin').fill('2027-03-06T23:30');
  await page.getByRole('textbox', { name: 'Hashtag' }).fill('#ChezRosalie');
  await page.getByLabel('Titre').focus();
  await expect(glance).toContainText('#ChezRosalie');
  await expect(glance).toContainText('Un printemps chez Rosalie');
  await expect(glance).toContainText(/6\s*samedi\s*mars 2027\s*19\sh\s–\s23\sh\s30/);
});

test('beside a live page stand the scribes’ posts, and each leads to its own', async ({ page }) => {
  await page.goto('/live/SoupeEtPoèmes');
  const first = page.getByRole('region', { name: 'Par les scribes' }).getByRole('link').first();
  const words = (await first.textContent()) ?? '';
  await first.click();
  await expect(page.locator('article:target')).toContainText(words);
});

test('a community’s pages belong to the communities, in the navigation as well', async ({ page }) => {
  await page.goto('/c/sansonnets/about');
  const here = page.getByRole('navigation', { name: 'Les places' }).locator('[aria-current]');
  await expect(here).toHaveText('Communautés');
});
