import { expect, test } from '#test/support/e2e';
import { LivePage } from '#test/support/live-page';

const KEPT = 'Hors ligne. Votre message est gardé, il partira tout seul.';

test('written in a basement without a network: kept, and sent once when it is back', async ({ reader }) => {
  const writer = new LivePage(await reader({ as: 'yann_du_quai' }));
  const stranger = new LivePage(await reader());
  await writer.open('SousSol');
  await stranger.open('SousSol');
  await writer.page.context().setOffline(true);
  await expect(writer.page.getByText('Hors ligne. Le fil reprendra tout seul.')).toBeVisible();
  await writer.write('Douze marches, et plus de réseau.');
  await writer.write('Mais de la soupe.');
  await expect(writer.post('réseau')).toContainText(KEPT);
  await expect(writer.post('soupe')).toContainText(KEPT);
  await expect(writer.field).toHaveValue('');

  await writer.page.context().setOffline(false);
  await expect(stranger.posts).toHaveText([/de la soupe/, /plus de réseau/]);
  await expect(writer.page.getByText(KEPT)).toHaveCount(0);
  await expect(writer.posts).toHaveText([/de la soupe/, /plus de réseau/]);
  await writer.page.reload();
  await expect(writer.posts).toHaveText([/de la soupe/, /plus de réseau/]);
});

test('what is half written is still there after a reload', async ({ reader }) => {
  const writer = new LivePage(await reader({ as: 'yann_du_quai' }));
  await writer.open('Brouillard');
  await writer.field.pressSequentially('Je cherche mes mo');
  await writer.page.reload();
  await expect(writer.field).toHaveValue('Je cherche mes mo');
});

test('an answer stands under what it answers, and thanks are counted', async ({ reader }) => {
  const one = new LivePage(await reader({ as: 'soizic' }));
  const other = new LivePage(await reader({ as: 'odile_h' }));
  await one.open('Questions');
  await other.open('Questions');
  await one.write('Qui veut du gâteau ?');
  await other.post('gâteau').getByRole('link', { name: 'Répondre' }).click();
  await expect(other.page.getByText('En réponse à @soizic')).toBeVisible();
  await other.write('Moi, même de loin.');
  const answer = one.post('même de loin');
  const quote = answer.getByRole('link', { name: 'En réponse à @soizic Qui veut du gâteau ?' });
  await quote.click();
  await expect(one.page.locator('article:target')).toContainText('Qui veut du gâteau ?');
  const thanks = one.post('même de loin').getByRole('button', { name: 'Merci' });
  await thanks.click();
  await expect(thanks).toHaveAttribute('aria-pressed', 'true');
  await expect(other.post('même de loin').getByRole('button', { name: 'Merci 1' })).toBeVisible();
});

test.describe('a member in a hurry', () => {
  // What a busy server says is told on the console too.
  test.use({ expectedErrors: [/status of 429/] });

  test('is told when the post leaves, and it leaves by itself', async ({ reader }) => {
    const writer = new LivePage(await reader({ as: 'soizic' }));
    await writer.open('Bavardages');
    await writer.page.route(
      '**/live/*/posts',
      (route) =>
        route.fulfill({
          status: 429,
          headers: { 'Retry-After': '3' },
          json: { problem: 'tooMany?minutes=1' },
        }),
      { times: 1 },
    );
    await writer.write('Et aussi, et encore.');
    await expect(writer.page.getByRole('status').filter({ hasText: 'il part tout seul vers' })).toBeVisible();
    await expect(writer.post('Et aussi')).toContainText('Attend');
    await expect(writer.page.getByText('il part tout seul vers')).toHaveCount(0);
    await expect(writer.post('Et aussi').getByRole('button', { name: 'Retirer' })).toBeVisible();
  });
});

test('a page that is tapped while it wakes up comes alive all the same', async ({ reader }) => {
  const page = await reader();
  await page.addInitScript(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      document.body?.dispatchEvent(new Event('click', { bubbles: true }));
      if (performance.now() < 10_000) port2.postMessage('again');
    };
    port2.postMessage('again');
  });
  await page.goto('/live/SoupeEtPo%C3%A8mes');
  await expect(page.getByText('Vous êtes à jour.')).toBeVisible();
});
