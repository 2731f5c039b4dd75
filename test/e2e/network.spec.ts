import { callMeetup, expect, goAlive, test } from '#test/support/e2e';

// A browser without a network says so in its console.
test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/] });

test('an answer pressed without a network is held, and given when it is back', async ({ reader }) => {
  const organizer = await reader({ as: 'zoe_perchet' });
  const event = await callMeetup(organizer, { title: 'La table du tunnel', hashtag: 'TableDuTunnel' });
  const page = await reader({ as: 'bertille' });
  await goAlive(page, event);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'J’y serai' }).click();
  const held = page.getByText('Hors ligne. C’est gardé, et partira dès que le réseau revient.');
  await expect(held).toBeVisible();
  await page.context().setOffline(false);
  await expect(held).toBeHidden();
  await expect(page.getByText('C’est noté, vous êtes sur le fil.')).toBeVisible();
});

test('a page opened without a network waits for it, and the one at hand can be read on', async ({
  reader,
}) => {
  const page = await reader();
  await goAlive(page, '/');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Communautés' }).first().click();
  await expect(page.getByText(/^Hors ligne\./)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('D’un hashtag à une table');
  await page.getByRole('button', { name: 'Laisser tomber' }).click();
  await expect(page.getByText(/^Hors ligne\./)).toBeHidden();
  await page.getByRole('link', { name: 'Communautés' }).first().click();
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Communautés');
});

test('a page that is slow shows where it leads at once, its bones after a while, and then itself', async ({
  reader,
}) => {
  const page = await reader();
  await goAlive(page, '/');
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/events.data*', async (route) => {
    await released;
    await route.continue();
  });
  const place = page.getByRole('link', { name: 'Rendez-vous', exact: true }).first();
  await place.click();
  await expect(place).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText('La page arrive…')).toBeAttached();
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
  release();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rendez-vous');
  await expect(page.getByText('La page arrive…')).toHaveCount(0);
});

test('a network that breaks in the middle is named, not us', async ({ reader }) => {
  const page = await reader();
  await goAlive(page, '/');
  await page.route('**/events.data*', (route) => route.abort());
  await page.getByRole('link', { name: 'Rendez-vous', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Le réseau ne répond pas');
  await page.unroute('**/events.data*');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rendez-vous');
});
