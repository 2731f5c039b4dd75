import type { Page } from '@playwright/test';
import { TOTP } from 'otpauth';
import { expect, submit, test } from '#test/support/e2e';
import { faultsOf } from '#test/support/faults';
import type { Inbox } from '#test/support/inbox';

/* The doors of an account: codes, recovery codes, passkeys, links, changes of address and handle. */

const PASSWORD = 'une échelle et un toit';

// 400 is a form with errors; Playwright looks into a letter's frame by script, which it refuses.
test.use({ expectedErrors: [/status of 4(00|10)|Blocked script execution/] });

async function signUp(page: Page, inbox: Inbox, handle: string): Promise<string> {
  const email = `${handle}@exemple.fr`;
  await submit(page, '/join', { handle, name: 'Ondine', email, password: PASSWORD, ofAge: 'on' });
  await page.goto((await inbox.letter(email, /^Confirmez votre/)).link('Confirmer mon adresse'));
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.waitForURL('/');
  return email;
}

async function signOut(page: Page) {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Sortir' }).click();
  await page.waitForURL('/');
}

async function enter(page: Page, email: string) {
  await page.goto('/login');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
}

const prove = async (page: Page, button: string) => {
  await page.locator('input[name=proof]').fill(PASSWORD);
  await page.getByRole('button', { name: button }).click();
};

/** The code of a step not far from now; each is taken once. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: secret.replaceAll(' ', '') }).generate({ timestamp: Date.now() + steps * 30_000 });

/** Turns the application on; its secret, and the recovery codes shown once. */
async function turnOn(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.goto('/settings/security');
  await page.getByRole('link', { name: 'Application d’authentification : ouvrir' }).click();
  await prove(page, 'Commencer');
  await expect(page.getByRole('img', { name: /^Code QR/ })).toBeVisible();
  const secret = (await page.locator('code.secret').textContent()) ?? '';
  await page.getByLabel('Code à six chiffres').fill('12345');
  await page.getByRole('button', { name: 'Vérifier et activer' }).click();
  await expect(page.getByRole('alert')).toContainText('Ce code ne va pas');
  await page.getByLabel('Code à six chiffres').fill(codeOf(secret, -1));
  await page.getByRole('button', { name: 'Vérifier et activer' }).click();
  await page.getByRole('button', { name: 'Faire mes dix codes' }).click();
  await expect(page.locator('.codes li')).toHaveCount(10);
  const codes = await page.locator('.codes li').allTextContents();
  await page.getByRole('link', { name: 'Je les ai gardés' }).click();
  await page.waitForURL('/settings/security');
  return { secret, codes };
}

test('a code after the password, a recovery code without the phone, a link without the password', async ({
  page,
  inbox,
}) => {
  test.setTimeout(90_000);
  const email = await signUp(page, inbox, 'deux_portes');
  const { secret, codes } = await turnOn(page);
  await expect(page.getByText('Il en reste 10.')).toBeVisible();
  await inbox.letter(email, 'Un code vous est maintenant demandé');

  await signOut(page);
  await enter(page, email);
  await page.waitForURL('/login/second');
  await page.goto('/settings');
  await page.waitForURL('/login?next=%2Fsettings');
  expect(await faultsOf(page, '/login/second')).toEqual([]);
  await page.goto('/login/second');
  await page.getByLabel('Code à six chiffres').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.waitForURL('/');

  await signOut(page);
  await page.goto('/login');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByRole('button', { name: 'Recevoir un lien par courrier' }).click();
  await page.waitForURL('/login/sent');
  const link = (await inbox.letter(email, 'Votre lien pour entrer')).link('Entrer');
  await page.goto(link);
  await page.goto(link);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.waitForURL('/login/second');
  await page.getByLabel('Code de secours').fill(codes[3] ?? '');
  await page.getByRole('button', { name: 'Entrer avec ce code' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Il en reste 9.' })).toBeVisible();
  const told = await inbox.letter(email, 'Un code de secours a servi');
  expect(told.text).toContain('Il en reste 9.');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Vous êtes déjà là' })).toBeVisible();
});

test('a passkey opens by itself, from the address’s field, and after a password', async ({
  page,
  context,
  inbox,
}) => {
  test.setTimeout(90_000);
  // The software key below answers whatever the browser would only offer: when it may is said here.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => localStorage.getItem('fills') === 'in';
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...({ protocol: 'ctap2', transport: 'internal' } as const),
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      automaticPresenceSimulation: true,
    },
  });
  const email = await signUp(page, inbox, 'passe_partout');
  await page.goto('/settings/passkeys');
  await page.getByLabel('Son nom').fill('mon téléphone');
  await page.locator('input[name=proof]').fill('pas celui-là');
  await page.getByRole('button', { name: 'Ajouter une clé' }).click();
  await expect(page.getByRole('alert')).toContainText('Ce n’est ni votre mot de passe');
  await prove(page, 'Ajouter une clé');
  await page.waitForURL('/settings/recovery?first');
  await page.waitForLoadState('networkidle');
  await page.goto('/settings/passkeys');
  await expect(page.getByText('mon téléphone', { exact: true })).toBeVisible();

  await signOut(page);
  await page.goto('/login');
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click();
  await page.waitForURL('/');
  await page.waitForLoadState('networkidle');
  await page.goto('/settings/passkeys');
  await expect(page.getByText(/Servie/)).toBeVisible();

  await signOut(page);
  await page.evaluate(() => localStorage.setItem('fills', 'in'));
  await page.goto('/login?next=/settings/passkeys');
  await page.waitForURL('/settings/passkeys');
  await page.waitForLoadState('networkidle');
  await expect(page.getByText('mon téléphone', { exact: true })).toBeVisible();
  await page.evaluate(() => localStorage.removeItem('fills'));

  await signOut(page);
  await enter(page, email);
  await page.waitForURL('/login/second');
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
  await page.waitForURL('/');
  await page.waitForLoadState('networkidle');

  await page.goto('/settings/passkeys');
  await page.getByRole('link', { name: 'Retirer : mon téléphone' }).click();
  await page.waitForURL(/remove=/);
  await prove(page, 'Retirer cette clé');
  await expect(page.getByText('La clé est retirée.')).toBeVisible();
  await signOut(page);
  await enter(page, email);
  await page.waitForURL('/');
});

test('an address changes when both ends say so, and a handle leaves its way behind', async ({
  page,
  inbox,
}) => {
  test.setTimeout(90_000);
  const old = await signUp(page, inbox, 'demenage');
  const email = 'arrivee@exemple.fr';
  await page.goto('/settings/email');
  await page.getByLabel('Nouvelle adresse').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Demander le changement' }).click();
  await expect(page.getByText('L’adresse actuelle n’a pas encore répondu.')).toBeVisible();
  await page.goto(
    (await inbox.letter(email, 'Confirmez votre nouvelle adresse')).link('Confirmer cette adresse'),
  );
  await page.getByRole('button', { name: 'Confirmer cette adresse' }).click();
  await expect(page.getByRole('heading', { name: 'C’est noté' })).toBeVisible();
  await page.goto((await inbox.letter(old, /est-ce bien vous/)).link('Répondre'));
  await page.getByRole('button', { name: 'C’est bien moi' }).click();
  await expect(page.getByRole('heading', { name: 'C’est fait' })).toBeVisible();
  await inbox.letter(old, 'Votre adresse a changé');
  await enter(page, email);
  await page.waitForURL('/');

  await page.goto('/settings/handle');
  await page.getByLabel('Pseudo').fill('arrivee');
  await page.getByRole('button', { name: 'Changer' }).click();
  await expect(page.getByText('Votre pseudo est changé.')).toBeVisible();
  await page.goto('/@demenage');
  await page.waitForURL('/@arrivee');

  await page.goto('/settings/password');
  await page.getByLabel('Mot de passe actuel').fill(PASSWORD);
  await page.getByLabel('Nouveau mot de passe').fill('une tuile et un chat');
  await page.getByRole('button', { name: 'Changer' }).click();
  await expect(page.getByText('Votre mot de passe est changé.')).toBeVisible();
});

test('without JavaScript the doors open all the same', async ({ browser, inbox }) => {
  test.setTimeout(90_000);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const email = await signUp(page, inbox, 'sans_script');
  const { codes } = await turnOn(page);
  await page.goto('/settings/passkeys');
  await expect(page.getByText('Ajouter une clé demande JavaScript')).toBeVisible();
  await signOut(page);
  await enter(page, email);
  await page.getByLabel('Code de secours').fill(codes[0] ?? '');
  await page.getByRole('button', { name: 'Entrer avec ce code' }).click();
  await expect(page.getByText('Il en reste 9.').first()).toBeVisible();
  await context.close();
});
