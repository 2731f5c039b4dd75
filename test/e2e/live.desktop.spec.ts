import { expect, HOME, submit, test } from '#test/support/e2e';
import { LivePage } from '#test/support/live-page';
import { lineTo } from '#test/support/process';

test('what one posts, another reads within a second', async ({ reader }) => {
  const writer = new LivePage(await reader({ as: 'soizic' }));
  const stranger = new LivePage(await reader());
  await writer.open('Seconde');
  await stranger.open('Seconde');
  const took: number[] = [];
  for (let n = 1; n <= 5; n++) {
    const words = `Le gâteau arrive, part ${n} !`;
    const seen = stranger.seen(words);
    const pressed = await writer.pressAt(words);
    took.push((await seen) - pressed);
  }
  // The median: one hiccup of the machine is not the page's.
  expect(took.toSorted((a, b) => a - b)[2], `milliseconds: ${took}`).toBeLessThan(1000);
  await expect(stranger.posts).toHaveText([5, 4, 3, 2, 1].map((n) => new RegExp(`part ${n} !`)));
  await expect(writer.posts).toHaveCount(5);
});

test('a reader in the middle of the page stays where they are until they ask for more', async ({
  reader,
}) => {
  const writer = new LivePage(await reader({ as: 'soizic' }));
  for (let n = 1; n <= 20; n++)
    await submit(writer.page, '/live/SansSaut', { text: `Ligne ${n}, tranquille.` });
  await writer.open('SansSaut');
  const stranger = new LivePage(await reader());
  await stranger.open('SansSaut');

  const read = stranger.post('Ligne 9, tranquille.');
  await read.evaluate((post) => post.scrollIntoView({ block: 'center' }));
  const before = await read.boundingBox();
  await writer.write('Une première nouvelle.');
  await expect(stranger.page.getByRole('button', { name: '1 nouveau post' })).toBeInViewport();
  await writer.write('Une deuxième nouvelle.');
  const pill = stranger.page.getByRole('button', { name: '2 nouveaux posts' });
  await expect(pill).toBeInViewport();
  expect((await read.boundingBox())?.y).toBeCloseTo(before?.y ?? -1, 0);
  await expect(stranger.post('nouvelle.')).toHaveCount(0);

  await pill.click();
  await expect(stranger.posts.nth(0)).toContainText('Une deuxième nouvelle.');
  await expect(stranger.posts.nth(1)).toContainText('Une première nouvelle.');
  await expect(stranger.posts.nth(0)).toBeInViewport();
  await expect(pill).toBeHidden();
});

test('what is taken back vanishes everywhere, and can be put back', async ({ reader }) => {
  const writer = new LivePage(await reader({ as: 'soizic' }));
  const stranger = new LivePage(await reader());
  await writer.open('Repentir');
  await stranger.open('Repentir');
  await writer.write('Je dis une bêtise.');
  await expect(stranger.post('bêtise')).toBeVisible();
  await writer.post('bêtise').getByRole('button', { name: 'Retirer' }).click();
  await expect(stranger.post('bêtise')).toHaveCount(0);
  // Nor is it said any more to who listens.
  await expect(stranger.page.getByText('Je dis une bêtise.')).toHaveCount(0);
  await writer.page.getByRole('button', { name: 'Le remettre' }).click();
  await expect(stranger.post('bêtise')).toHaveCount(1);
  await expect(writer.post('bêtise')).toHaveCount(1);
});

test('a tab that was hidden for a while comes back with everything, once', async ({ reader }) => {
  const writer = new LivePage(await reader({ as: 'soizic' }));
  const sleeper = new LivePage(await reader());
  await sleeper.page.clock.install();
  const show = (state: 'hidden' | 'visible') =>
    sleeper.page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await writer.open('Sieste');
  await sleeper.open('Sieste');
  await writer.write('Avant la sieste.');
  await expect(sleeper.post('Avant la sieste.')).toBeVisible();

  const left = sleeper.page.waitForEvent('requestfailed', (request) => request.url().includes('/stream'));
  await show('hidden');
  await sleeper.page.clock.fastForward(31_000);
  await left;
  for (const n of [1, 2, 3]) await writer.write(`Pendant la sieste, ${n}.`);
  await expect(writer.posts).toHaveCount(4);
  await expect(sleeper.posts).toHaveCount(1);
  await show('visible');
  await expect(sleeper.posts).toHaveText([/sieste, 3/, /sieste, 2/, /sieste, 1/, /Avant/]);
});

test.describe('a connection that breaks', () => {
  test.use({ expectedErrors: [/net::ERR_|Failed to fetch manifest/] });

  test('is mended by itself: nothing is missing, nothing is there twice', async ({ reader }) => {
    const line = await lineTo(HOME);
    const { origin } = new URL(line.url);
    const far = new LivePage(await reader({ as: 'odile_h', baseURL: origin }));
    const near = new LivePage(await reader({ as: 'soizic' }));
    await far.open('Coupure');
    await near.open('Coupure');
    await near.write('Tout va bien.');
    await expect(far.post('Tout va bien.')).toBeVisible();

    line.cut('refused');
    for (const n of [1, 2, 3]) await near.write(`Dans le tunnel, ${n}.`);
    await expect(near.posts).toHaveCount(4);
    await far.write('Je suis dans le tunnel, moi.');
    await expect(far.post('moi.')).toHaveCount(1);
    await expect(near.post('moi.')).toHaveCount(0);

    await line.mend();
    await expect(near.post('moi.')).toHaveCount(1, { timeout: 15_000 });
    await expect(far.posts).toHaveCount(5, { timeout: 15_000 });
    for (const { page, posts } of [far, near]) {
      await page.reload();
      await expect(posts).toHaveText([/moi/, /tunnel, 3/, /tunnel, 2/, /tunnel, 1/, /Tout va bien/]);
    }
    await line.close();
  });
});
