import { addressOf } from '#app/sample/people';
import { expect, submit, test } from '#test/support/e2e';

// A form that was refused.
test.use({ expectedErrors: [/status of 422/] });

const CLEMENCE = { handle: 'clem_enville' };

test('asked at the door with the charter, let in, found in the directory, banned and told why', async ({
  reader,
  inbox,
}) => {
  const name = `Marées${Date.now() % 1e6}`;
  const keeper = await reader({ as: 'ines_r' });
  const path = await submit(keeper, '/communities/new', { hashtag: name, admission: 'approval' });
  const here = path.split('?')[0] ?? '';
  await submit(keeper, `${here}/charter/edit`, { text: 'On attend la marée basse.', act: 'write' });

  const page = await reader({ as: CLEMENCE.handle });
  await page.goto(here);
  await page.getByRole('link', { name: 'Demander à entrer' }).click();
  await expect(page.getByText('On attend la marée basse.')).toBeVisible();
  await page.getByLabel('Quelques mots').fill('Ici il pleut aussi.');
  // Who did not say yes to the charter is told so at its box, and has lost no word.
  const accepts = page.getByLabel('J’ai lu la charte');
  await accepts.evaluate((box) => box.removeAttribute('required'));
  await page.getByRole('button', { name: 'Envoyer ma demande' }).click();
  await expect(page.getByRole('group', { name: 'La charte' })).toContainText('Il faut accepter la charte');
  await expect(page.getByLabel('Quelques mots')).toHaveValue('Ici il pleut aussi.');
  await accepts.check();
  await page.getByRole('button', { name: 'Envoyer ma demande' }).click();
  await expect(page.getByText('On vous écrit dès qu’elle arrive.')).toBeVisible();

  await keeper.goto(`${here}/requests`);
  const asked = keeper.getByRole('listitem').filter({ hasText: 'Ici il pleut aussi.' });
  await asked.getByLabel('Un mot avec la réponse').fill('Prends tes bottes.');
  await asked.getByRole('button', { name: 'Ouvrir la porte' }).click();
  await expect(keeper.getByText('@clem_enville en est, et le sait par lettre.')).toBeVisible();
  const welcome = await inbox.letter(addressOf(CLEMENCE), new RegExp(name));
  expect(welcome.text).toContain('Prends tes bottes.');

  const found = keeper.getByRole('link', { name: 'Clémence @clem_enville' });
  const search = async (words: string) => {
    await keeper.goto(`${here}/members`);
    await keeper.getByLabel('Un nom, une ville, un goût').fill(words);
    await keeper.getByRole('button', { name: 'Chercher' }).click();
    await expect(keeper.getByText(`« ${words} »`)).toBeVisible();
  };
  await search('Clémence');
  await expect(found).toHaveCount(0);
  await page.goto(`${here}/members`);
  await page.getByRole('button', { name: 'M’y montrer' }).click();
  await expect(page.getByText('Vous êtes dans l’annuaire.')).toBeVisible();
  await search('clemance');
  await expect(found).toBeVisible();

  await keeper.goto(`${here}/people`);
  await keeper.getByRole('link', { name: 'Retirer ou exclure Clémence' }).click();
  await keeper.getByLabel('Pourquoi').fill('Douze livres, aucun rendu.');
  await keeper.getByLabel(/^Oui, exclure/).check();
  await keeper.getByRole('button', { name: 'Exclure', exact: true }).click();
  await expect(
    keeper.getByText('C’est fait : @clem_enville ne peut plus revenir, et saura pourquoi.'),
  ).toBeVisible();
  const told = await inbox.letter(addressOf(CLEMENCE), `Vous n’êtes plus membre de #${name}`);
  expect(told.text).toContain('Douze livres, aucun rendu.');

  const refused = page.getByText('Vous ne pouvez plus rejoindre cette communauté.');
  await page.goto(here);
  await expect(refused).toBeVisible();
  await expect(page.getByRole('link', { name: 'Demander à entrer' })).toHaveCount(0);
  await submit(page, `${here}/join`, { charter: '1', accepts: 'on' });
  await page.goto(`${here}/join`);
  await expect(refused).toBeVisible();
  await keeper.goto(`${here}/requests`);
  await expect(keeper.getByText('Personne n’attend à la porte.')).toBeVisible();
});

test('a hidden community is opened in two steps, and what was typed stays', async ({ reader }) => {
  const name = `Grotte${Date.now() % 1e6}`;
  const keeper = await reader({ as: 'ines_r' });
  const path = await submit(keeper, '/communities/new', { hashtag: name, visibility: 'hidden' });
  const edit = `${path.split('?')[0]}/edit`;
  await keeper.goto(edit);
  await keeper.getByLabel('Ce qui vous rassemble').fill('On y entend la mer.');
  await keeper.getByLabel('Publique').check();
  await keeper.getByRole('button', { name: 'Enregistrer' }).click();
  const asked = keeper.getByRole('group', { name: 'De cachée à publique' });
  await expect(asked).toContainText('les témoignages publiés');
  await expect(keeper.getByLabel('Ce qui vous rassemble')).toHaveValue('On y entend la mer.');
  await expect(keeper.getByLabel('Publique')).toBeChecked();
  await asked.getByRole('checkbox').check();
  await keeper.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(keeper.getByText('On y entend la mer.').first()).toBeVisible();
  await keeper.goto(edit.replace(/edit$/, 'log'));
  await expect(keeper.getByText('a rendu publique la communauté')).toBeVisible();
});
