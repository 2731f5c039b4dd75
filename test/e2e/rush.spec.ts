import type { Page } from '@playwright/test';
import { callMeetup, expect, test } from '#test/support/e2e';
import type { Inbox } from '#test/support/inbox';

/** From the event's page to the button that decides; a seat is settled when it is pressed. */
async function toTheDoor(page: Page, inbox: Inbox, event: string, name: string, email: string) {
  await page.goto(event);
  await page.getByRole('link', { name: /^(J’y serai|Sur la liste)$/ }).click();
  await page.getByLabel('Votre nom').fill(name);
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByRole('button', { name: 'Envoyer ma réponse' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Regardez vos mails');
  const letter = await inbox.letter(email, /^Confirmez votre réponse/);
  await page.goto(letter.link('Confirmer ma réponse'));
  return page.getByRole('button', { name: 'Confirmer ma réponse' });
}

const IN = 'C’est noté, vous êtes sur le fil.';
const FIRST = 'Tout est pris. Vous êtes en tête de liste';

test('two want the last seat at once: one has it, the other waits and hears when it is free', async ({
  reader,
  inbox,
}) => {
  test.setTimeout(90_000);
  const organizer = await reader({ as: 'zoe_perchet' });
  const event = await callMeetup(organizer, { title: 'Une chaise', hashtag: 'UneChaise', capacity: '1' });
  const people = [
    { page: await reader(), email: 'alba@exemple.fr', name: 'Alba' },
    { page: await reader(), email: 'bruno@exemple.fr', name: 'Bruno' },
  ];
  const doors: Awaited<ReturnType<typeof toTheDoor>>[] = [];
  for (const { page, name, email } of people) doors.push(await toTheDoor(page, inbox, event, name, email));
  await Promise.all(doors.map((door) => door.click()));

  for (const { page } of people) await expect(page.getByText(IN).or(page.getByText(FIRST))).toBeVisible();
  const isIn = await Promise.all(people.map(({ page }) => page.getByText(IN).isVisible()));
  expect(isIn.toSorted()).toEqual([false, true]);
  const [winner, waiting] = isIn[0] ? people : people.toReversed();
  if (!winner || !waiting) throw new Error('two people came');
  await inbox.letter(winner.email, /^C’est noté/);
  const onList = await inbox.letter(waiting.email, /^Vous êtes sur la liste/);
  expect(onList.text).toContain('Vous êtes en tête de liste');

  await test.step('a third is told beforehand what a yes would get', async () => {
    const third = await reader();
    await third.goto(event);
    await expect(third.getByText('1 sur le fil, tout est pris, 1 sur la liste')).toBeVisible();
    await expect(third.getByText('vous seriez 2e sur la liste')).toBeVisible();
    await expect(third.getByRole('link', { name: 'Sur la liste' })).toBeVisible();
  });

  await test.step('the first gives the seat back, and it passes on at once', async () => {
    const { page } = winner;
    await page.getByText('Changer', { exact: true }).click();
    await page.getByRole('button', { name: 'Rendre ma place' }).click();
    await expect(page.getByText('C’est noté, pas cette fois.')).toBeVisible();
    const given = await inbox.letter(waiting.email, /^Une place s’est libérée, elle est à vous/);
    expect(given.calendar).toContain('REQUEST');
    await waiting.page.reload();
    await expect(waiting.page.getByText(IN)).toBeVisible();
    const gone = await inbox.letter(winner.email, /pas cette fois/);
    expect(gone.calendar).toContain('CANCEL');
  });

  await test.step('who got it can give it back from the letter, in one click', async () => {
    const given = await inbox.letter(waiting.email, /^Une place s’est libérée, elle est à vous/);
    await waiting.page.goto(given.link('Rendre ma place'));
    await expect(waiting.page.getByText('Rendre votre place ?')).toBeVisible();
    await organizer.goto(`${event}/attendees`);
    await expect(organizer.getByRole('region', { name: 'Viennent' })).toContainText(waiting.name);
    await expect(organizer.getByText('1 sur 1')).toBeVisible();
    await waiting.page.getByRole('button', { name: 'Rendre ma place' }).click();
    await expect(waiting.page.getByText('C’est noté, pas cette fois.')).toBeVisible();
    // The page says so before it is written, which this one waits for.
    await expect(async () => {
      await organizer.reload();
      const declined = organizer.getByRole('region', { name: 'Pas cette fois' });
      await expect(declined.getByRole('listitem')).toHaveCount(2, { timeout: 500 });
    }).toPass();
  });
});
