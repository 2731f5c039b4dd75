import { addressOf } from '#app/sample/people';
import { expect, submit, test } from '#test/support/e2e';

// A page that is not there for a stranger; forms that are refused.
test.use({ expectedErrors: [/status of 4(00|04|22)/] });

test('a word to all members: written, read, stopped with one click', async ({ reader, inbox }) => {
  test.setTimeout(120_000);
  const zoe = await reader({ as: 'zoe_perchet' });
  const oscar = await reader({ as: 'oscar_t' });
  const oscars = addressOf({ handle: 'oscar_t' });
  const announce = async (title: string) => {
    await zoe.goto('/c/sansonnets/announcements');
    await zoe.getByRole('link', { name: 'Écrire à tous les membres' }).click();
    await zoe.getByLabel('Titre').fill(title);
    await zoe.getByLabel('Ce que vous avez à dire').fill('On garde la date, on change de **cave**.');
    await zoe.getByRole('button', { name: 'Aperçu' }).click();
    await expect(zoe.getByRole('heading', { name: 'Voici ce qu’on lira' })).toBeVisible();
    await expect(zoe.locator('strong', { hasText: 'cave' })).toBeVisible();
    await expect(zoe.getByLabel('Titre')).toHaveValue(title);
    await zoe.getByRole('button', { name: /^Envoyer à/ }).click();
    await expect(zoe.getByText('C’est dit. Les lettres partent.')).toBeVisible();
  };

  await test.step('Zoé writes, having looked at it first; Oscar reads it at home and on the community’s page', async () => {
    await announce('La cave change de main');
    await oscar.goto('/');
    await oscar.getByRole('link', { name: /La cave change de main/ }).click();
    await expect(oscar.getByRole('heading', { name: 'La cave change de main' })).toBeVisible();
    await expect(oscar.getByRole('button', { name: 'Retirer' })).toHaveCount(0);
  });

  await test.step('it is no word for strangers', async () => {
    const stranger = await reader();
    await stranger.goto('/c/sansonnets');
    await expect(stranger.getByText('La cave change de main')).toHaveCount(0);
  });

  await test.step('Oscar gets it by letter, and stops such letters of this community with one click, signed out', async () => {
    const letter = await inbox.letter(oscars, 'La cave change de main (#Sansonnets)');
    expect(letter.text).toContain('parce que vous êtes membre de #Sansonnets');
    const page = await reader();
    await page.goto(letter.link('Ne plus recevoir ces lettres'));
    await expect(page.getByText('nous n’enverrons plus les annonces de #Sansonnets')).toBeVisible();
    await page.getByRole('button', { name: 'Ne plus les recevoir' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('C’est fait');
  });

  await test.step('the next one comes to others and not to him; his page of letters says so', async () => {
    await announce('La cave a un nom');
    await inbox.letter(addressOf({ handle: 'soizic' }), 'La cave a un nom (#Sansonnets)');
    expect(await inbox.count(oscars, /La cave a un nom/)).toBe(0);
    await oscar.goto('/settings/letters');
    await expect(oscar.getByRole('combobox', { name: 'Annonces' }).first()).toHaveValue('no');
  });
});

test('what a steward decides is there at once', async ({ reader }) => {
  const steward = await reader({ as: 'maudauclair' });
  const rename = async (name: string) => {
    await steward.goto('/steward/settings');
    await steward.getByLabel('Nom de l’instance').fill(name);
    await steward.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(steward.getByText('Les réglages valent dès maintenant.')).toBeVisible();
  };
  await rename('La Volière');
  try {
    await expect(steward).toHaveTitle('Réglages · La Volière');
    const stranger = await reader();
    await expect(async () => {
      await stranger.goto('/login');
      await expect(stranger).toHaveTitle(/ · La Volière$/, { timeout: 100 });
    }).toPass();
    await expect(stranger.locator('.brand').first()).toHaveText('La Volière');
  } finally {
    await rename('Perchoir');
  }
  await steward.goto('/steward/log');
  await expect(steward.getByText('@maudauclair a modifié les réglages.').first()).toBeVisible();
});

test('what was wrong is no longer said once it is right, and its field is empty again', async ({
  reader,
}) => {
  const steward = await reader({ as: 'maudauclair' });
  const wrong = steward.getByRole('alert');
  const keeper = await reader({ as: 'ines_r' });
  const name = `Galets${Date.now() % 1e6}`;
  const path = await submit(keeper, '/communities/new', { hashtag: name, admission: 'open' });

  for (const at of ['/steward/addresses', '/steward/members']) {
    await steward.goto(at);
    const field = steward.getByLabel(at.endsWith('members') ? 'Son pseudo' : 'Ne plus jamais écrire à');
    const send = steward.getByRole('button', { name: /^(Mettre au repos|Lui ouvrir le retrait)$/ });
    // Twice: the second success stands beside nothing of the first.
    for (let round = 0; round < 2; round++) {
      await field.fill('@');
      await send.click();
      await expect(wrong).toBeVisible();
      await field.fill(at.endsWith('members') ? 'clem_enville' : `nobody-${name}@example.org`);
      await send.click();
      await expect(wrong).toHaveCount(0);
      await expect(field).toHaveValue('');
      await expect(steward.getByText(/^(C’est noté|Si @clem_enville)/)).toBeVisible();
    }
  }

  await keeper.goto(`${path.split('?')[0]}/roles`);
  for (let round = 0; round < 2; round++) {
    await keeper.getByLabel('À qui ?').fill('personne_ici');
    await keeper.getByRole('button', { name: 'Donner ces chapeaux' }).click();
    await expect(keeper.getByRole('alert')).toBeVisible();
    await keeper.getByLabel('À qui ?').fill('ines_r');
    await keeper.getByLabel('Garde les lieux').check();
    await keeper.getByRole('button', { name: 'Donner ces chapeaux' }).click();
    await expect(keeper.getByText('C’est noté : @ines_r a ses chapeaux.')).toBeVisible();
    await expect(keeper.getByRole('alert')).toHaveCount(0);
    await expect(keeper.getByLabel('À qui ?')).toHaveValue('');
  }
});
