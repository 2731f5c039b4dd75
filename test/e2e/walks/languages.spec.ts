import type { Page } from '@playwright/test';
import { callMeetup, expect, submit, test } from '#test/support/e2e';
import { ownWords, textsOf } from '#test/support/page-texts';
import { stopsOf, WALKERS } from '#test/support/walk/itinerary';
import { walk, walkAs, worldOf } from '#test/support/walk/world';

// Pages that are not there, links that were used.
test.use({ expectedErrors: [/status of 4(00|04|10)|Blocked script execution/] });

const language = (page: Page) => page.locator('html').getAttribute('lang');

test('the browser’s language is spoken, until the reader chooses another in the footer', async ({
  reader,
}) => {
  for (const [locale, spoken] of [
    ['fr-CA', 'fr'],
    ['en-GB', 'en'],
    ['pt-BR', 'fr'],
  ] as const) {
    const page = await reader({ locale });
    await page.goto('/');
    expect(await language(page), locale).toBe(spoken);
  }
  const page = await reader({ locale: 'fr-FR' });
  await page.goto('/events?past');
  await page.getByRole('button', { name: 'Read in English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Meetups');
  expect(new URL(page.url()).search).toBe('?past');
  await page.getByRole('link', { name: 'Communities' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Communities');
  // Remembered, also by another tab on another day.
  const tab = await page.context().newPage();
  await tab.goto('/');
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('From a hashtag to a table');
  await tab.getByRole('button', { name: 'Lire en français' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('D’un hashtag à une table');
});

test('letters speak the language the organizer chose, then the one their reader chose', async ({
  reader,
  inbox,
}) => {
  const organizer = await reader({ as: 'zoe_perchet' });
  const event = await callMeetup(organizer, { title: 'Oolong', hashtag: 'TeaAndToast' });
  await organizer.goto(`${event}/invitations`);
  await organizer.getByLabel('Adresses').fill('Wendy <wendy@example.org>');
  await organizer.getByLabel('Anglais').check();
  await organizer.getByRole('button', { name: 'Inviter', exact: true }).click();
  await expect(organizer.getByText('Une invitation part.')).toBeVisible();
  const letter = await inbox.letter('wendy@example.org', /^Zoé invites you/);
  expect(letter.language).toBe('en');

  // A French browser whose reader has never chosen follows the letter.
  const wendy = await reader({ locale: 'fr-FR' });
  await wendy.goto(letter.link('I’ll be there'));
  await expect(wendy.getByText(/^Zoé invites you/)).toBeVisible();
  await wendy.getByRole('button', { name: 'Lire en français' }).click();
  await expect(wendy.getByText(/^Zoé vous invite/)).toBeVisible();
  await wendy.getByRole('button', { name: 'J’y serai' }).click();
  await expect(wendy.getByText('C’est noté, vous êtes sur le fil.')).toBeVisible();
  const noted = await inbox.letter('wendy@example.org', /^C’est noté/);
  expect(noted.language).toBe('fr');
  await submit(organizer, `${event}/cancel`, { title: 'Oolong', note: 'Plus de thé.' });
  expect((await inbox.letter('wendy@example.org', /^Annulé/)).language).toBe('fr');
});

/** What both languages call by the same word. */
const SAME = new Set([
  ...['perchoir', 'Perchoir', 'UTC', 'post', 'posts', 'scribe', 'Hashtag', 'Description', 'Date', 'Version'],
  ...['Invitation', 'Invitations', 'min', 'Farid Alaoui', 'Français', 'English'],
  // What a feed is written in, an archive, and the community another journey made.
  ...['Atom', 'JSON', 'Archive', 'Marées'],
  ...[
    'Site',
    'Mastodon',
    'Bluesky',
    'zoe.bsky.social',
    'LinkedIn',
    'linkedin.com/in/zoe-perchet',
    'Portrait',
  ],
]);

/** Words of the interface that no page of the other language has any use for. */
const TELLTALE = {
  fr: /\b(vous|votre|vos|nous|notre|soirée|lettre|aucune?|personne|avec|pour|les|des|une|est|sont|dans|chez|qui|ici)\b/i,
  en: /\b(the|you|your|our|we|with|and|seat|letter|answer|nobody|evening|meetup|here|there|is|are|of|to)\b/i,
};

for (const walker of WALKERS) {
  test(`no page is left half translated: ${walker}`, async ({ reader, inbox }) => {
    test.setTimeout(120_000);
    const means = { reader, inbox };
    const world = await worldOf(means);
    const page = await walkAs(means, world, walker, {});
    // Other journeys made evenings meanwhile: these are read now, not when the world was made.
    const own = ownWords([...world.written, ...(await rowsOf(page))]);
    const found = await walk(stopsOf(walker, world.names), [page, page], async (_, path) => {
      // In a letter's link a language is said; here the browser's is what counts.
      const here = path.replace(/([?&])lng=\w\w&?/, '$1');
      const inLanguage = async (one: 'fr' | 'en') =>
        (await textsOf(page, here, one)).map(own).filter(Boolean);
      const [fr, en] = await Promise.all([inLanguage('fr'), inLanguage('en')]);
      const both = en.filter((text) => fr.includes(text) && !SAME.has(text));
      return [
        ...both.map((text) => `${path}: in both languages: ${text}`),
        ...en.filter((text) => TELLTALE.fr.test(text)).map((text) => `${path}: in English: ${text}`),
        ...fr.filter((text) => TELLTALE.en.test(text)).map((text) => `${path}: in French: ${text}`),
      ];
    });
    expect(found).toEqual([]);
  });
}

/** The titles and places of all evenings to come, whoever made them, as of now. */
async function rowsOf(page: Page): Promise<string[]> {
  await page.goto('/events');
  const titles = await page.locator('a.evt .h3').allTextContents();
  const details = await page.locator('a.evt .what .small').allTextContents();
  return [...titles, ...details.flatMap((detail) => detail.split(', ').slice(2))];
}
