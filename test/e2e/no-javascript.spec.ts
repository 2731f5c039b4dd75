import { addressOf, SAMPLE_PASSWORD } from '#app/sample/people';
import { callMeetup, expect, submit, test } from '#test/support/e2e';

// 400 is a form with errors, 410 a link that was used.
test.use({ javaScriptEnabled: false, expectedErrors: [/status of 4(00|10)/] });

test('a visitor reads: the home, an event, its live page and what came before', async ({ page, reader }) => {
  const writer = await reader({ as: 'jibe' });
  await writer.goto('/live/LongFil');
  for (let n = 1; n <= 42; n++) await submit(writer, '/live/LongFil', { text: `Maille numéro ${n}.` });

  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('D’un hashtag à une table');
  await page.getByRole('link', { name: /SoupeEtPoèmes/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('#SoupeEtPoèmes');
  await expect(page.getByText('Le chien s’appelle Virgule et ne rend pas les écharpes.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Recharger pour lire la suite' })).toBeVisible();
  await page.getByRole('link', { name: 'Soupe, vin chaud et poèmes courts' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Soupe, vin chaud et poèmes courts');
  await expect(page.getByText('14, rue des Alouettes, Paris 19e')).toBeVisible();

  await page.goto('/live/LongFil');
  const posts = page.getByRole('article');
  await expect(posts.first()).toContainText('Maille numéro 42.');
  await expect(page.getByText('Maille numéro 2.', { exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'Plus anciens' }).click();
  await expect(posts).toHaveText([/Maille numéro 2\./, /Maille numéro 1\./]);
  await page.getByRole('link', { name: 'Revenir au plus récent' }).click();
  await expect(posts.first()).toContainText('Maille numéro 42.');
});

test('what is to be mended is summed up in the order of the form, named, with links to the fields', async ({
  page,
}) => {
  await page.goto('/join');
  await page.getByLabel('Votre nom').fill('Hector');
  await page.getByRole('button', { name: 'M’inscrire' }).click();
  const items = page.getByRole('alert').getByRole('listitem');
  await expect(items).toHaveText([
    /^Pseudo\s:\sÀ remplir\.$/,
    /^Adresse e-mail\s:\sÀ remplir\.$/,
    /^Mot de passe\s:\s/,
    /^Il faut avoir cet âge pour s’inscrire\.$/,
  ]);
  for (const link of await items.getByRole('link').all()) {
    const target = (await link.getAttribute('href')) ?? '';
    await expect(page.locator(target)).toHaveAttribute('aria-invalid', 'true');
  }
});

test('a guest answers a public event: a name, an address, a letter, a click', async ({
  page,
  reader,
  inbox,
}) => {
  const organizer = await reader({ as: 'zoe_perchet' });
  const event = await callMeetup(organizer, { title: 'Le bal des parapluies', hashtag: 'BalDesParapluies' });
  await page.goto(event);
  await page.getByRole('link', { name: 'J’y serai' }).click();
  await page.getByLabel('Votre nom').fill('Hector');
  await page.getByLabel('Adresse e-mail').fill('hector@exemple');
  await page.getByRole('button', { name: 'Envoyer ma réponse' }).click();
  await expect(page.getByRole('alert')).toContainText('Adresse e-mail : Cette adresse semble incomplète.');
  await expect(page.getByLabel('Votre nom')).toHaveValue('Hector');
  await page.getByLabel('Adresse e-mail').fill('hector@exemple.fr');
  await page.getByRole('button', { name: 'Envoyer ma réponse' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Regardez vos mails');

  const letter = await inbox.letter('hector@exemple.fr', /^Confirmez votre réponse/);
  const confirm = letter.link('Confirmer ma réponse');
  await page.request.get(confirm);
  await page.goto(event);
  await expect(page.getByText('Le fil est encore vide')).toBeVisible();
  await page.goto(confirm);
  await page.getByRole('button', { name: 'Confirmer ma réponse' }).click();
  await expect(page.getByText('C’est noté, vous êtes sur le fil.')).toBeVisible();
  const noted = await inbox.letter('hector@exemple.fr', /^C’est noté/);

  // Any letter leads to a change of mind.
  await page.goto(noted.link('Voir ou changer ma réponse'));
  await page.getByText('Changer', { exact: true }).click();
  await page.getByRole('button', { name: 'Rendre ma place' }).click();
  await expect(page.getByText('C’est noté, pas cette fois.')).toBeVisible();
  await page.goto(confirm);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce lien a déjà servi');
});

test('an invitation is answered from its letter', async ({ page, reader, inbox }) => {
  const organizer = await reader({ as: 'zoe_perchet' });
  const event = await callMeetup(organizer, { title: 'La marche des réverbères', hashtag: 'Réverbères' });
  await submit(organizer, `${event}/invitations`, {
    addresses: 'lucette@exemple.fr',
    message: 'Prenez une écharpe.',
    language: 'fr',
    act: 'invite',
  });
  const letter = await inbox.letter('lucette@exemple.fr', /^Zoé vous invite/);
  await page.goto(letter.link('Pas cette fois'));
  await expect(page.getByText('Prenez une écharpe.')).toBeVisible();
  await expect(page.getByText('Vous répondez « Pas cette fois »')).toBeVisible();
  await page.getByRole('button', { name: 'Confirmer' }).click();
  await expect(page.getByText('C’est noté, pas cette fois.')).toBeVisible();
  await page.getByText('Changer', { exact: true }).click();
  await page.getByRole('button', { name: 'De loin' }).click();
  await expect(page.getByText('C’est noté, vous êtes avec nous de loin.')).toBeVisible();
  await organizer.goto(`${event}/attendees`);
  await expect(organizer.getByRole('region', { name: 'De loin' })).toContainText('lucette@exemple.fr');
});

test('a member signs in and posts, thanks, takes back and puts back', async ({ page }) => {
  await page.goto('/live/SansScript');
  await page.getByRole('link', { name: 'Entrer', exact: true }).first().click();
  await page.getByLabel('Adresse e-mail').fill(addressOf({ handle: 'nine_la' }));
  await page.getByLabel('Mot de passe').fill(SAMPLE_PASSWORD);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await page.waitForURL('/live/sansscript');

  await page.getByLabel('Votre post sous').fill('Ici on écrit à la plume d’oie.');
  await page.getByRole('button', { name: 'Poster' }).click();
  const post = page.getByRole('article').filter({ hasText: 'plume d’oie' });
  await expect(post).toHaveCount(1);
  await expect(page.getByLabel('Votre post sous')).toHaveValue('');
  await post.getByRole('button', { name: 'Merci' }).click();
  await expect(post.getByRole('button', { name: 'Merci 1' })).toHaveAttribute('aria-pressed', 'true');
  await post.getByRole('button', { name: 'Retirer' }).click();
  await expect(page.getByText('Votre post est retiré.')).toBeVisible();
  await expect(post).toHaveCount(0);
  await page.getByRole('button', { name: 'Le remettre' }).click();
  await expect(post).toHaveCount(1);

  await post.getByRole('link', { name: 'Répondre' }).click();
  await page.getByLabel('Votre post sous').fill('L’oie remercie.');
  await page.getByRole('button', { name: 'Poster' }).click();
  const answer = page.getByRole('article').filter({ hasText: 'L’oie remercie.' });
  await answer.getByRole('link', { name: 'En réponse à @nine_la Ici on écrit' }).click();
  await expect(page.locator('article:target')).toContainText('Ici on écrit à la plume d’oie.');

  await page.getByLabel('Votre post sous').fill('x'.repeat(501));
  await page.getByRole('button', { name: 'Poster' }).click();
  await expect(page.getByText('Trop long : 500 caractères au plus.')).toBeVisible();
  await expect(page.getByLabel('Votre post sous')).toHaveValue('x'.repeat(501));
});
