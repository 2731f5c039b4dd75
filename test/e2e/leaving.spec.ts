import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { unzip } from '#test/support/archive';
import { expect, test } from '#test/support/e2e';
import type { Inbox } from '#test/support/inbox';

const PASSWORD = 'un bec et deux ailes';

test.use({ expectedErrors: [/Blocked script execution|status of 4(00|04|22)/] });

async function signUp(page: Page, inbox: Inbox, handle: string): Promise<string> {
  const email = `${handle}@exemple.fr`;
  await page.goto('/join');
  await page.getByLabel('Pseudo').fill(handle);
  await page.getByLabel('Votre nom').fill('Hirondelle');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByLabel('J’ai 15 ans ou plus').check();
  await page.getByRole('button', { name: 'M’inscrire' }).click();
  await expect(page.getByRole('heading', { name: 'Regardez vos mails' })).toBeVisible();
  const letter = await inbox.letter(email, 'Confirmez votre adresse');
  await page.goto(letter.link('Confirmer mon adresse'));
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.waitForURL('/');
  return email;
}

async function signIn(page: Page, email: string) {
  await page.goto('/login');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
}

test('one’s things are gathered while one looks on, and taken along', async ({ page, inbox }) => {
  const email = await signUp(page, inbox, 'hirondelle');
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Emporter mes affaires' }).click();
  await page.getByRole('button', { name: 'Préparer mon archive' }).click();
  await expect(page.getByText('C’est en route.')).toBeVisible();
  // The page looks again by itself.
  const download = page.getByRole('link', { name: /^Télécharger l’archive/ });
  await expect(download).toBeVisible({ timeout: 20_000 });
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
  expect(file.suggestedFilename()).toMatch(/^perchoir-hirondelle-\d{4}-\d\d-\d\d\.zip$/);
  const files = await unzip(await readFile(await file.path()));
  expect(JSON.parse(String(files.get('profile.json')))).toMatchObject({ handle: 'hirondelle', email });
  expect(String(files.get('README.txt'))).toContain('@hirondelle');
  expect((await inbox.letter(email, 'Votre archive est prête')).link('Aller la chercher')).toMatch(
    /\/settings\/data$/,
  );
});

test('an account is deleted, and comes back within its days of grace', async ({ page, inbox, reader }) => {
  const email = await signUp(page, inbox, 'martinet');
  await page.goto('/@martinet');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/settings/leave');
  const leave = page.getByRole('button', { name: 'Supprimer mon compte' });
  await leave.click();
  await expect(page.getByText('Choisissez parmi les propositions.').first()).toBeVisible();
  await page.getByText('Signés « un ancien membre »').click();
  await page.getByLabel('Votre pseudo').fill('@martinet');
  await page.getByLabel('Votre mot de passe').fill(PASSWORD);
  await leave.click();
  await expect(page.getByRole('heading', { name: 'C’est commencé' })).toBeVisible();

  const other = await reader();
  expect((await other.goto('/@martinet'))?.status()).toBe(404);
  const letter = await inbox.letter(email, 'Votre départ est en cours');
  await page.goto(letter.link('Revenir'));
  await signIn(page, email);
  await expect(page.getByRole('heading', { name: /Vous revenez/ })).toBeVisible();
  // Nothing else is open until they have said.
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: /Vous revenez/ })).toBeVisible();
  await page.getByRole('button', { name: 'Oui, je reviens' }).click();
  await page.waitForURL('/');
  expect((await other.goto('/@martinet'))?.status()).toBe(200);
});

test('one’s own calendar is at a secret address, until that changes', async ({ page, inbox }) => {
  await signUp(page, inbox, 'sterne');
  await page.goto('/settings/calendar');
  const address = await page.getByLabel('Votre adresse secrète').inputValue();
  await expect(page.getByRole('link', { name: 'M’abonner' })).toHaveAttribute(
    'href',
    address.replace(/^https?/, 'webcal'),
  );
  const path = new URL(address).pathname;
  expect(await (await page.request.get(path)).text()).toContain('BEGIN:VCALENDAR');
  await page.getByRole('button', { name: 'Changer d’adresse' }).click();
  await expect(page.getByText('L’ancienne adresse ne mène plus nulle part.')).toBeVisible();
  expect((await page.request.get(path)).status()).toBe(404);
});
