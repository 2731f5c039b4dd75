import { addressOf } from '#app/sample/people';
import { expect, submit, test } from '#test/support/e2e';
import { LivePage } from '#test/support/live-page';

test.use({ expectedErrors: [/status of 404/] });

test('a post is reported, a moderator removes it, both are written to; who is blocked finds no page', async ({
  reader,
  inbox,
}) => {
  const text = `La bûche est à moi, ${Date.now()}`;
  const author = await reader({ as: 'thibaut_n' });
  await submit(author, '/live/sansonnets', { text });

  const page = await reader({ as: 'wafa_s' });
  await page.goto('/live/sansonnets');
  const post = page.getByRole('article').filter({ hasText: text });
  await post.getByRole('link', { name: 'Signaler ou masquer' }).click();
  await expect(page.getByText(text)).toBeVisible();
  await page.getByText('C’est méchant ou menaçant').click();
  await page.getByLabel('Un mot pour comprendre').fill('Elle est à tout le monde.');
  await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
  await expect(page.getByRole('heading', { name: 'C’est transmis. Merci.' })).toBeVisible();

  const zoe = await reader({ as: 'zoe_perchet' });
  await zoe.goto('/c/sansonnets/reports');
  const thing = zoe.getByRole('article').filter({ hasText: text });
  await expect(thing).toContainText('Elle est à tout le monde.');
  await expect(thing).not.toContainText('wafa_s');
  await thing.getByText('Décider', { exact: true }).first().click();
  await thing.getByText('Retirer', { exact: true }).click();
  await thing.getByRole('textbox', { name: /Votre mot/ }).fill('Ici, on partage.');
  await thing.getByRole('button', { name: 'Décider' }).click();
  await expect(zoe.getByText('C’est décidé.')).toBeVisible();
  await page.goto('/live/sansonnets');
  await expect(page.getByText(text)).toHaveCount(0);

  const answer = await inbox.letter(addressOf({ handle: 'wafa_s' }), /Votre signalement a reçu une réponse/);
  expect(answer.text).not.toContain('thibaut_n');
  const told = await inbox.letter(addressOf({ handle: 'thibaut_n' }), /publications a été retirée/);
  expect(told.text).toContain('Ici, on partage.');
  expect(told.text).not.toContain('wafa_s');

  await page.goto('/report?about=member&id=thibaut_n');
  await page.getByRole('button', { name: 'Bloquer' }).click();
  await expect(page.getByText('@thibaut_n et vous ne vous lisez plus.')).toBeVisible();
  expect((await author.goto('/@wafa_s'))?.status()).toBe(404);
  await page.getByRole('button', { name: /Ne plus masquer ni bloquer @thibaut_n/ }).click();
  await expect(page.getByText('Tout est comme avant avec @thibaut_n.')).toBeVisible();
  expect((await author.goto('/@wafa_s'))?.status()).toBe(200);
});

test('who masked somebody does not see their new post come in; everybody else does', async ({ reader }) => {
  const [author, masker, other, friend] = [
    new LivePage(await reader({ as: 'elise_p' })),
    new LivePage(await reader({ as: 'kofi_a' })),
    new LivePage(await reader({ as: 'manon_f' })),
    new LivePage(await reader({ as: 'sami_w' })),
  ];
  await submit(masker.page, '/settings/blocks', { handle: 'elise_p', between: 'muted' });
  for (const each of [author, masker, other, friend]) await each.open('EnSilence');
  await author.write('Vous m’entendez ?');
  await expect(other.post('Vous m’entendez ?')).toBeVisible();
  // Posts come in order: once the later one is here, the earlier is not on its way any more.
  await friend.write('Moi oui.');
  await expect(masker.posts).toHaveText([/Moi oui/]);
  await expect(other.posts).toHaveText([/Moi oui/, /Vous m’entendez/]);
  await masker.page.reload();
  await expect(masker.posts).toHaveText([/Moi oui/]);
});
