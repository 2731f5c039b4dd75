import type { Page } from '@playwright/test';
import { expect, holdScripts, test } from '#test/support/e2e';

const PASSWORD = 'un bec et deux ailes';

/** From the form to the letter to the button behind its link; letters of the tests' server are kept on it. */
async function signUp(page: Page, handle: string): Promise<string> {
  const email = `${handle}@exemple.fr`;
  await page.goto('/join');
  await page.getByLabel('Pseudo').fill(handle);
  await page.getByLabel('Votre nom').fill('Ondine');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByLabel('J’ai 15 ans ou plus').check();
  await page.getByRole('button', { name: 'M’inscrire' }).click();
  await expect(page.getByRole('heading', { name: 'Regardez vos mails' })).toBeVisible();
  const letter = page.locator('li', { hasText: email }).getByRole('link');
  await expect(async () => {
    await page.goto(`/outbox?to=${email}`);
    await expect(letter).toBeVisible({ timeout: 500 });
  }).toPass();
  await letter.click();
  await page.frameLocator('iframe').getByRole('link', { name: 'Confirmer mon adresse' }).click();
  await expect(page.getByText(`@${handle}, votre place est prête.`)).toBeVisible();
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.waitForURL('/');
  return email;
}

// Playwright looks into frames by script, which a letter's frame refuses; 400 is a form with errors.
test.use({ expectedErrors: [/Blocked script execution|400/] });

test('signing up, by the letter, to a page of one’s own', async ({ page }) => {
  await signUp(page, 'ondine');
  await page.goto('/@ondine');
  await expect(page.getByRole('heading', { level: 1, name: 'Ondine' })).toBeVisible();
  await page.goto('/settings/sessions');
  await expect(page.getByText('Cette session')).toBeVisible();
});

test('without JavaScript, an account is made, left and found again', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const email = await signUp(page, 'sans_js');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Sortir' }).click();
  await page.goto('/settings');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.waitForURL('/settings');
  await page.getByRole('link', { name: 'Ma page' }).click();
  await page.getByRole('textbox', { name: /^Ville/ }).fill('Lille');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText(/^C’est noté\./)).toBeVisible();
  await context.close();
});

test('what is typed outlives a reload, a dead connection and an ended session, and ends when it is saved', async ({
  page,
  context,
}) => {
  const email = await signUp(page, 'brouillon');
  const words = page.getByRole('textbox', { name: /^Quelques mots sur vous/ });
  const save = page.getByRole('button', { name: 'Enregistrer' });
  // On a slow network one types before the page is alive.
  const letScriptsCome = await holdScripts(page);
  await page.goto('/settings/profile', { waitUntil: 'commit' });
  await words.fill('Je lis à voix haute.');
  await letScriptsCome();
  await expect(page.getByText('Brouillon gardé')).toBeVisible();
  await page.reload();
  await expect(page.getByText('On a retrouvé votre brouillon.')).toBeVisible();
  await expect(words).toHaveValue('Je lis à voix haute.');

  await context.setOffline(true);
  await save.click();
  await expect(page.getByText(/^Hors ligne\./)).toBeVisible();
  await context.clearCookies();
  // What was held goes when the network is back, without a session here.
  await context.setOffline(false);
  await page.waitForURL('/login?next=%2Fsettings%2Fprofile');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await expect(words).toHaveValue('Je lis à voix haute.');

  await page.getByLabel('Nom', { exact: true }).fill('');
  await save.click();
  await expect(page.getByRole('alert')).toContainText('À remplir');
  await expect(words).toHaveValue('Je lis à voix haute.');
  await page.getByLabel('Nom', { exact: true }).fill('Ondine');
  await save.click();
  await expect(page.getByText(/^C’est noté\./)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});
