import { expect, submit, test } from '#test/support/e2e';

// A browser without a network says so in its console.
test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

test('a conversation on two phones: started, joined, said, answered, corrected, and kept through a tunnel', async ({
  reader,
}) => {
  const title = `Poèmes de métro ${Date.now() % 100_000}`;
  const zoe = await reader({ as: 'zoe_perchet' });
  await zoe.goto('/c/sansonnets/topics');
  await zoe.getByRole('link', { name: 'Lancer un sujet' }).first().click();
  await zoe.getByLabel('De quoi parle-t-on ?').fill(title);
  await zoe.getByRole('button', { name: 'Lancer' }).click();
  await expect(zoe.getByText('Personne n’a encore parlé')).toBeVisible();
  const address = new URL(zoe.url()).pathname;

  const nine = await reader({ as: 'nine_la' });
  await nine.goto('/c/sansonnets/topics');
  await nine.getByRole('link', { name: title }).click();
  await nine.getByRole('button', { name: 'Entrer' }).click();
  const said = (page: typeof zoe) => page.getByRole('article');
  const writes = async (page: typeof zoe, text: string) => {
    await page.getByRole('textbox', { name: /^Votre message/ }).fill(text);
    await page.getByRole('button', { name: 'Envoyer' }).click();
  };

  await writes(zoe, 'J’ai un sonnet raté.');
  await expect(said(nine)).toContainText(['J’ai un sonnet raté.']);
  await said(nine).first().getByRole('link', { name: 'Répondre' }).click();
  await writes(nine, 'Enlève le vers dont tu es la plus fière.');
  await expect(said(zoe)).toHaveCount(2);
  await expect(said(zoe).last()).toContainText('En réponse à @zoe_perchet');

  await nine.context().setOffline(true);
  await writes(nine, 'Je suis dans le tunnel.');
  await expect(said(nine).last()).toContainText('Je suis dans le tunnel.');
  await nine.context().setOffline(false);
  await expect(said(zoe)).toContainText([
    'J’ai un sonnet raté.',
    'Enlève le vers',
    'Je suis dans le tunnel.',
  ]);
  await expect(said(nine)).toHaveCount(3);

  await said(zoe).first().getByRole('link', { name: 'Corriger' }).click();
  const words = zoe.getByRole('textbox', { name: 'Votre message, à corriger' });
  await expect(words).toHaveValue('J’ai un sonnet raté.');
  await words.fill('J’ai un sonnet presque raté.');
  await zoe.getByRole('button', { name: 'Corriger' }).click();
  await expect(said(nine).first()).toContainText('presque raté. (corrigé)');

  await submit(zoe, `${address}/people`, { act: 'remove', handle: 'nine_la' });
  await expect(nine.getByRole('button', { name: 'Entrer' })).toBeVisible({ timeout: 4_000 });
});

test('without JavaScript a topic is opened, read, answered and taken back by links and forms', async ({
  reader,
}) => {
  const page = await reader({ as: 'maudauclair', javaScriptEnabled: false });
  await page.goto('/topics');
  await page.getByRole('link', { name: /Lundi poésie/ }).click();
  await expect(page.getByText('Nouveau depuis votre passage')).toBeVisible();
  const text = `À voix basse, ${Date.now()}`;
  await page.getByRole('textbox', { name: /^Votre message/ }).fill(text);
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await expect(page.getByText(text)).toBeVisible();
  await page
    .getByRole('article')
    .filter({ hasText: text })
    .getByRole('button', { name: 'Reprendre ce message' })
    .click();
  await expect(page.getByText(text)).toHaveCount(0);
  await expect(page.getByText('Message repris').first()).toBeVisible();
});
