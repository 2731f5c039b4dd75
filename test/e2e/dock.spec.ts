import { callMeetup, expect, test } from '#test/support/e2e';

test('what may be changed opens above what was answered, and covers nothing of it', async ({ reader }) => {
  const organizer = await reader({ as: 'zoe_perchet' });
  const event = await callMeetup(organizer, { title: 'La table pliante', hashtag: 'TablePliante' });
  const page = await reader({ as: 'bertille' });
  await page.goto(event);
  await page.getByRole('button', { name: 'J’y serai' }).click();
  const said = page.getByText('C’est noté, vous êtes sur le fil.');
  await page.getByText('Changer', { exact: true }).click();
  const last = page.getByRole('button', { name: 'Rendre ma place' });
  await expect(last).toBeVisible();
  const [above, below] = [await last.boundingBox(), await said.boundingBox()];
  if (!above || !below) throw new Error('nowhere on the page');
  expect(above.y + above.height).toBeLessThan(below.y);
});
