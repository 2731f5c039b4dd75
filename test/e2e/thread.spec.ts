import { evening, expect, test } from '#test/support/e2e';

// Playwright looks into frames by script, which a letter's frame refuses.
test.use({ expectedErrors: [/Blocked script execution|status of 422/] });

test('from a sign-up to a table, and what its guests hear of it', async ({ page, reader, inbox }) => {
  test.setTimeout(120_000);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const row = (email: string) => page.getByRole('listitem').filter({ hasText: email });
  let event = '';
  let toBasile = '';
  const guest = await reader();

  await test.step('Capucine signs up, and confirms her address by letter', async () => {
    await page.goto('/join');
    await page.getByLabel('Pseudo').fill('capucine');
    await page.getByLabel('Votre nom').fill('Capucine');
    await page.getByLabel('Adresse e-mail').fill('capucine@exemple.fr');
    await page.getByLabel('Mot de passe').fill('trois mésanges au soleil');
    await page.getByLabel('J’ai 15 ans ou plus').check();
    await press('M’inscrire');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Regardez vos mails');
    const letter = await inbox.letter('capucine@exemple.fr', 'Confirmez votre adresse');
    await page.goto(letter.link('Confirmer mon adresse'));
    await expect(page.getByText('@capucine, votre place est prête.')).toBeVisible();
    await press('Entrer');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Capucine');
  });

  await test.step('she opens a community around a hashtag', async () => {
    await page.goto('/communities/new');
    await page.getByRole('textbox', { name: 'Hashtag' }).fill('#LesMésanges');
    await page.getByLabel('Ce qui vous rassemble').fill('On chante **juste**, ou presque.');
    await page.getByLabel('Ville').fill('Nantes');
    await press('Ouvrir la communauté');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('#LesMésanges');
    await expect(page.getByText('Vous en êtes')).toBeVisible();
  });

  await test.step('she drafts an evening, which nobody else can open', async () => {
    await page.getByRole('link', { name: 'Convier à une table' }).first().click();
    await page.getByLabel('Titre').fill('Soupe aux pois, chansons après');
    await page.getByRole('textbox', { name: 'Hashtag' }).fill('#SoupeAuxPois');
    await page.getByLabel('Début').fill(evening(20));
    await page.getByLabel('Fin', { exact: true }).fill(evening(20, '23:00'));
    await page.getByLabel('Fuseau horaire').fill('Europe/Paris');
    await page.getByRole('textbox', { name: /^Lieu/ }).fill('Le Petit Lavoir');
    await page.getByRole('textbox', { name: /^Adresse/ }).fill('3, quai des Tanneurs, Nantes');
    await page.getByLabel('Les personnes qui viennent').check();
    await page.getByLabel('Places', { exact: true }).fill('6');
    await page.getByLabel('Répondre avant').fill(evening(18, '12:00'));
    await press('Aperçu');
    await expect(page.getByText('Seule l’équipe voit cette page.')).toBeVisible();
    event = new URL(page.url()).pathname;
    expect((await guest.request.get(event)).status()).toBe(404);
  });

  await test.step('she publishes it, and a stranger finds it', async () => {
    await press('Publier');
    await expect(page.getByText('Seule l’équipe voit cette page.')).toBeHidden();
    await guest.goto('/events');
    await guest.getByRole('link', { name: 'Soupe aux pois, chansons après' }).click();
    await expect(guest.getByText('Le Petit Lavoir')).toBeVisible();
    await expect(guest.getByText('6 places libres').first()).toBeVisible();
    await expect(guest.getByText('quai des Tanneurs')).toBeHidden();
  });

  await test.step('she invites two addresses with a word of hers', async () => {
    await page.getByRole('link', { name: 'Inviter' }).click();
    await page.getByLabel('Adresses').fill('Basile Roy <basile@exemple.fr>; odette@exemple.fr');
    await expect(page.getByText('2 adresses comprises')).toBeVisible();
    await page.getByLabel('Un mot de vous').fill('Basile, Odette, la soupe vous réclame.');
    await press('Voir la lettre');
    await expect(page.frameLocator('iframe').getByText('la soupe vous réclame')).toBeVisible();
    await press('Inviter');
    await expect(page.getByText('2 invitations partent.')).toBeVisible();
  });

  await test.step('each has a letter of their own, with a calendar part', async () => {
    const odette = await inbox.letter('odette@exemple.fr', /^Capucine vous invite/);
    const basile = await inbox.letter('basile@exemple.fr', /^Capucine vous invite/);
    expect(basile.text).toContain('la soupe vous réclame');
    expect(basile.calendar).toContain('REQUEST');
    expect(basile.calendar).toContain('Soupe aux pois, chansons après');
    toBasile = basile.link('J’y serai');
    expect(odette.link('J’y serai')).not.toBe(toBasile);
  });

  await test.step('a scanner opens every link of the letter: nothing changes', async () => {
    const letter = await inbox.letter('basile@exemple.fr', /^Capucine vous invite/);
    const links = [
      'J’y serai',
      'De loin, avec vous',
      'Pas cette fois',
      'Répondez peut-être',
      'Ne plus recevoir ces lettres',
    ];
    for (const name of links) {
      expect((await guest.request.head(letter.link(name))).status()).toBe(200);
      expect((await guest.request.get(letter.link(name))).status()).toBe(200);
    }
    const scanner = await reader();
    await scanner.goto(toBasile, { waitUntil: 'networkidle' });
    await page.reload();
    await expect(row('basile@exemple.fr')).toContainText('envoyée');
    await page.goto(`${event}/attendees`);
    await expect(page.getByText('Personne n’a encore répondu.')).toBeVisible();
  });

  await test.step('Basile answers from the letter with one click, without an account', async () => {
    await guest.goto(toBasile);
    await expect(guest.getByText(/^Capucine vous invite/)).toBeVisible();
    await guest.getByText('la soupe vous réclame').click();
    await expect(async () => {
      await page.goto(`${event}/invitations`);
      await expect(row('basile@exemple.fr')).toContainText('ouverte', { timeout: 500 });
    }).toPass();
    await guest.getByRole('button', { name: 'J’y serai' }).click();
    await expect(guest.getByText('C’est noté, vous êtes sur le fil.')).toBeVisible();
    await expect(guest.getByText('3, quai des Tanneurs, Nantes')).toBeVisible();
    const letter = await inbox.letter('basile@exemple.fr', /^C’est noté/);
    expect(letter.calendar).toContain('REQUEST');
    expect(letter.calendar).toContain('quai des Tanneurs');
    expect(letter.text).toContain('Votre place est gardée.');
  });

  await test.step('Capucine sees who comes, who is silent, and writes to those who come', async () => {
    await page.goto(`${event}/invitations`);
    await expect(row('basile@exemple.fr')).toContainText('vient');
    await expect(row('odette@exemple.fr')).toContainText('envoyée');
    await page.getByRole('link', { name: 'Qui vient' }).click();
    await expect(page.getByRole('region', { name: 'Viennent' })).toContainText('Basile Roy');
    await expect(page.getByText('1 sur 6')).toBeVisible();
    await page.getByLabel('Votre mot').fill('Prenez une cuillère.');
    await press('Envoyer');
    await expect(page.getByText('C’est parti.')).toBeVisible();
    const letter = await inbox.letter('basile@exemple.fr', /^Capucine vous écrit/);
    expect(letter.text).toContain('Prenez une cuillère.');
    expect(await inbox.count('odette@exemple.fr', /^Capucine vous écrit/)).toBe(0);
  });

  await test.step('the place changes, and the letters say so', async () => {
    await page.goto(`${event}/edit`);
    await page.getByRole('textbox', { name: /^Lieu/ }).fill('La Serre');
    await press('Enregistrer');
    await expect(page.getByText('La Serre').first()).toBeVisible();
    await expect(page.getByText(/^C’est noté. Si le titre/)).toBeVisible();
    const letter = await inbox.letter('basile@exemple.fr', /^Du changement/);
    expect(letter.text).toContain('La Serre');
    expect(letter.calendar).toContain('REQUEST');
  });

  await test.step('it is cancelled: both hear why, and their calendars too', async () => {
    await page.goto(`${event}/cancel`);
    await expect(page.getByText('2 personnes seront prévenues.')).toBeVisible();
    await page.getByLabel('Un mot d’explication').fill('Les pois ont gelé.');
    await page.getByLabel('Pour confirmer, recopiez le titre').fill('Soupe aux choux');
    await press('Annuler la soirée');
    await expect(page.getByRole('alert')).toContainText('Recopiez le titre exactement.');
    await page.getByLabel('Pour confirmer, recopiez le titre').fill('Soupe aux pois, chansons après');
    await press('Annuler la soirée');
    await expect(page.getByText('La soirée n’aura pas lieu.')).toBeVisible();
    for (const email of ['basile@exemple.fr', 'odette@exemple.fr']) {
      const letter = await inbox.letter(email, /^Annulé/);
      expect(letter.text).toContain('Les pois ont gelé.');
      expect(letter.calendar).toContain('CANCEL');
    }
    await guest.goto(toBasile);
    await expect(guest.getByText('Les pois ont gelé.')).toBeVisible();
    await expect(guest.getByRole('button', { name: 'J’y serai' })).toHaveCount(0);
  });
});
