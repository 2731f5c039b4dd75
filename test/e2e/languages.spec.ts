import type { Page } from '@playwright/test';
import { callMeetup, expect, submit, test } from '#test/support/e2e';
import { ownWords, textsOf } from '#test/support/page-texts';
import { findPages, type Pages, rowsOf } from '#test/support/walk';

// Pages that are not there, links that were used, a form with errors.
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

for (const as of ['stranger', 'zoe_perchet', 'maudauclair'] as const satisfies (keyof Pages)[]) {
  test(`no page is left half translated: ${as}`, async ({ reader, inbox }) => {
    test.setTimeout(120_000);
    const pages = await findPages({ reader, inbox });
    const page = await reader(as === 'stranger' ? {} : { as });
    // Other journeys made evenings meanwhile: these are read now, not when the pages were found.
    const own = ownWords([...pages.written, ...(await rowsOf(page))]);
    const found: string[] = [];
    for (const path of pages[as]) {
      // In a letter's link a language is said; here the browser's is what counts.
      const here = path.replace(/([?&])lng=\w\w&?/, '$1');
      const inLanguage = async (one: 'fr' | 'en') =>
        (await textsOf(page, here, one)).map(own).filter(Boolean);
      const texts = { fr: await inLanguage('fr'), en: await inLanguage('en') };
      const both = texts.en.filter((text) => texts.fr.includes(text) && !SAME.has(text));
      for (const text of both) found.push(`${path}: in both languages: ${text}`);
      for (const text of texts.en) if (TELLTALE.fr.test(text)) found.push(`${path}: in English: ${text}`);
      for (const text of texts.fr) if (TELLTALE.en.test(text)) found.push(`${path}: in French: ${text}`);
    }
    expect(found).toEqual([]);
  });
}
