import sharp from 'sharp';
import { addressOf } from '#app/sample/people';
import { expect, test } from '#test/support/e2e';

test('a testimonial is written with a picture, offered, accepted, and answered', async ({
  reader,
  inbox,
}) => {
  const title = `Premier soir, ${Date.now()}`;
  const page = await reader({ as: 'lilia_o' });
  await page.goto('/c/sansonnets/testimonials');
  await expect(page.getByRole('link', { name: 'Il y avait quelqu’un' })).toBeVisible();
  await page.getByRole('link', { name: 'Écrire un témoignage' }).click();
  await page.getByLabel('Titre').fill(title);
  await page.getByLabel('Votre texte').fill('On m’a *gardé* une chaise.');
  const buffer = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
  await page
    .getByLabel('Ajouter une photo')
    .setInputFiles({ name: 'chaise.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByLabel('Ce que montre la photo').fill('Une chaise vide');
  await page.getByRole('button', { name: 'Proposer à la modération' }).click();
  await expect(page.getByText('C’est proposé.')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Une chaise vide' })).toBeVisible();

  const zoe = await reader({ as: 'zoe_perchet' });
  await zoe.goto('/c/sansonnets/testimonials');
  await zoe.getByRole('link', { name: title }).click();
  await zoe.getByRole('button', { name: 'Publier' }).click();
  await expect(zoe.getByText('C’est publié.')).toBeVisible();
  await zoe.getByLabel('Votre commentaire').fill('Elle t’attendait.');
  await zoe.getByRole('button', { name: 'Commenter' }).click();
  await expect(zoe.getByRole('article').filter({ hasText: 'Elle t’attendait.' }).first()).toBeVisible();

  const told = await inbox.letter(addressOf({ handle: 'lilia_o' }), /Votre témoignage est sur la page/);
  await page.goto(new URL(told.link('Le voir sur la page')).pathname);
  await expect(page.getByText('Elle t’attendait.')).toBeVisible();
});
