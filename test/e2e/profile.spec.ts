import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, holdScripts, test } from '#test/support/e2e';

/** A photo as a telephone takes it: red on its left, blue on its right, and where it was taken. */
async function photo(): Promise<Buffer> {
  const blue = { create: { width: 600, height: 600, channels: 3, background: '#00f' } } as const;
  return sharp({ create: { width: 1200, height: 600, channels: 3, background: '#f00' } })
    .composite([{ input: await sharp(blue).png().toBuffer(), left: 600, top: 0 }])
    .withExif({ IFD0: { Copyright: 'canary-in-exif' }, IFD3: { GPSLatitude: '48/1 51/1 24/1' } })
    .jpeg()
    .toBuffer();
}

const file = async () => ({ name: 'moi.jpg', mimeType: 'image/jpeg', buffer: await photo() });

/** The portrait a page shows large; undefined where there is only the bird. */
async function portraitOn(page: Page): Promise<string | undefined> {
  const image = page.locator('.scene image');
  return (await image.count()) > 0 ? ((await image.getAttribute('href')) ?? undefined) : undefined;
}

async function colourOf(page: Page, url: string): Promise<'red' | 'blue'> {
  const answer = await page.request.get(url);
  expect(answer.status()).toBe(200);
  const bytes = await answer.body();
  expect(bytes.includes('canary-in-exif')).toBe(false);
  const { exif } = await sharp(bytes).metadata();
  expect(exif).toBeUndefined();
  const { dominant } = await sharp(bytes).stats();
  return dominant.r > dominant.b ? 'red' : 'blue';
}

// A form with errors; a picture a stranger may not have.
test.use({ expectedErrors: [/status of 40[04]/] });

test('somebody shows their face and what they do, looks at it as others would, and keeps it for their own', async ({
  reader,
}) => {
  const rosalie = await reader({ as: 'rosalie_m' });
  await rosalie.goto('/settings');
  await rosalie.getByRole('link', { name: 'Mon portrait' }).click();
  await rosalie.getByLabel('Choisir une photo').setInputFiles(await file());
  // From the middle to the right with the keyboard alone: the blue half.
  await rosalie.getByLabel('De gauche à droite').press('End');
  await rosalie.getByRole('button', { name: 'Garder ce portrait' }).click();
  await expect(rosalie.getByText('Votre oiseau a un visage.')).toBeVisible();
  await expect(rosalie.getByLabel('Choisir une autre photo')).toHaveValue('');

  await rosalie.goto('/settings/profile');
  await rosalie.getByRole('textbox', { name: /^Ce que je fais/ }).fill('Accordeuse');
  await rosalie.getByLabel('Qui voit : Ce que je fais').selectOption('Tout le monde le voit');
  await rosalie.getByRole('textbox', { name: /^Ce qui vous intéresse/ }).fill('piano, marais, piano');
  await rosalie.getByRole('textbox', { name: /^Mastodon/ }).fill('rosalie');
  await rosalie.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(rosalie.getByRole('alert')).toContainText('Il faut le nom et l’instance.');
  await rosalie.getByRole('textbox', { name: /^Mastodon/ }).fill('@rosalie@perchoir.example');
  await rosalie.getByLabel('Qui voit : Mastodon').selectOption('Tout le monde le voit');
  await rosalie.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(rosalie.getByText(/^C’est noté\./)).toBeVisible();
  // Kept as "piano, marais": what was typed is no draft of that any more.
  const drafts = () => rosalie.evaluate(() => Object.keys(localStorage).filter((key) => /^draft/.test(key)));
  await expect.poll(drafts).toEqual([]);
  await expect(rosalie.getByText('On a retrouvé votre brouillon.')).toHaveCount(0);

  const stranger = await reader();
  await stranger.goto('/@rosalie_m');
  const url = await portraitOn(stranger);
  expect(await colourOf(stranger, url ?? '')).toBe('blue');
  await expect(stranger.getByText('Accordeuse')).toBeVisible();
  const link = stranger.getByRole('link', { name: '@rosalie@perchoir.example' });
  await expect(link).toHaveAttribute('href', 'https://perchoir.example/@rosalie');
  await expect(link).toHaveAttribute('rel', /\bme\b/);
  await expect(stranger.getByText('marais')).toHaveCount(0);

  // For her communities from here on: she looks with the eyes of others, and they do.
  await rosalie.goto('/settings/portrait');
  await rosalie.getByLabel('Qui voit : Portrait').selectOption('Mes communautés le voient');
  await rosalie.getByRole('button', { name: 'Garder ce portrait' }).click();
  await expect(rosalie.getByText('C’est noté.')).toBeVisible();
  await rosalie.goto('/@rosalie_m');
  expect(await portraitOn(rosalie)).toBe(url);
  await rosalie.getByRole('link', { name: 'Quelqu’un qui passe' }).click();
  await expect(rosalie.getByText('Voici ce que voit quelqu’un qui passe')).toBeVisible();
  expect(await portraitOn(rosalie)).toBeUndefined();
  await expect(rosalie.getByText('marais')).toHaveCount(0);
  await rosalie.getByRole('link', { name: 'Vos communautés' }).click();
  await expect(rosalie.getByText('marais')).toBeVisible();
  expect(await portraitOn(rosalie)).toBe(url);

  await expect(async () => {
    await stranger.reload();
    expect(await portraitOn(stranger)).toBeUndefined();
  }).toPass();
  expect((await stranger.request.get(url ?? '')).status()).toBe(404);
  const friend = await reader({ as: 'corentin' });
  await friend.goto('/@rosalie_m');
  await expect(friend.getByText('marais')).toBeVisible();
  expect(await portraitOn(friend)).toBe(url);
});

test('the photo follows the finger, and the bird comes back', async ({ reader }) => {
  const malo = await reader({ as: 'malo_b' });
  const letScriptsCome = await holdScripts(malo);
  await malo.goto('/settings/portrait', { waitUntil: 'commit' });
  await malo.getByLabel('Choisir une photo').setInputFiles(await file());
  await letScriptsCome();
  const frame = malo.locator('.crop-frame');
  await frame.scrollIntoViewIfNeeded();
  const box = await frame.boundingBox();
  if (!box) throw new Error('there is a photo to drag');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await malo.mouse.move(x, y);
  await malo.mouse.down();
  await malo.mouse.move(x + box.width, y, { steps: 4 });
  await malo.mouse.up();
  await malo.getByRole('button', { name: 'Garder ce portrait' }).click();
  await expect(malo.getByText('Votre oiseau a un visage.')).toBeVisible();
  expect(await colourOf(malo, (await portraitOn(malo)) ?? '')).toBe('red');
  await malo.getByRole('button', { name: 'Revenir à l’oiseau' }).click();
  await expect(malo.getByText('Votre oiseau est revenu.')).toBeVisible();
  expect(await portraitOn(malo)).toBeUndefined();
});

test('without JavaScript a page is written and a portrait given all the same', async ({ reader }) => {
  const gaspard = await reader({ as: 'gaspard', javaScriptEnabled: false });
  await gaspard.goto('/settings/portrait');
  await gaspard.getByLabel('Choisir une photo').setInputFiles(await file());
  await gaspard.getByRole('button', { name: 'Garder ce portrait' }).click();
  await expect(gaspard.getByText('Votre oiseau a un visage.')).toBeVisible();
  await gaspard.goto('/settings/profile');
  await gaspard.getByLabel('Nom', { exact: true }).fill('');
  await gaspard.getByRole('textbox', { name: /^Site/ }).fill('gaspard.example');
  await gaspard.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(gaspard.getByRole('alert')).toContainText('À remplir');
  await gaspard.getByLabel('Nom', { exact: true }).fill('Gaspard');
  await gaspard.getByLabel('Qui voit : Site').selectOption('Tout le monde le voit');
  await gaspard.getByRole('button', { name: 'Enregistrer' }).click();
  const stranger = await reader({ javaScriptEnabled: false });
  await stranger.goto('/@gaspard');
  expect(await portraitOn(stranger)).toMatch(/^\/media\//);
  await expect(stranger.getByRole('link', { name: 'gaspard.example' })).toBeVisible();
});
