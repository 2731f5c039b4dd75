import type { Page } from '@playwright/test';
import { addressOf } from '#app/sample/people';
import { callMeetup, expect, type ReaderOptions, submit } from './e2e';
import type { Inbox } from './inbox';

/** Every page of the house, by who opens it. */
export interface Pages {
  stranger: string[];
  /** Keeps a community of the sample, and organizes. */
  zoe_perchet: string[];
  /** Looks after the instance; is invited, and goes. */
  maudauclair: string[];
  /** What was written here on the way. */
  written: string[];
}

interface Means {
  reader: (options?: ReaderOptions) => Promise<Page>;
  inbox: Inbox;
}

/** Finds the addresses of all pages; those behind letters are asked for by the forms that send them. */
export function findPages(means: Means): Promise<Pages> {
  known ??= makePages(means, String(Date.now() % 1e9));
  return known;
}

let known: Promise<Pages> | undefined;

/** @param name tells what is made here from what was made before */
async function makePages({ reader, inbox }: Means, name: string): Promise<Pages> {
  const options = { javaScriptEnabled: false };
  const [stranger, zoe] = await Promise.all([reader(options), reader({ ...options, as: 'zoe_perchet' })]);
  const pathOf = (href: string) => {
    const { pathname, search } = new URL(href, 'http://localhost');
    return pathname + search;
  };
  const titled = async (page: Page, list: string, title: string | RegExp) => {
    await page.goto(list);
    const href = await page.getByRole('link', { name: title }).first().getAttribute('href');
    expect(href, `${title} at ${list}`).toBeTruthy();
    return href ?? '';
  };

  const written = {
    title: `La promenade de ${name}`,
    description: 'On marche *ensemble*.\n\n- du pain\n- du fromage',
    agenda: '19:30 On part\n22:00 On rentre',
    address: '5, rue du Moulin, Paris',
    accessNotes: 'Sonnez deux fois.',
    onlineUrl: 'https://visio.example/promenade',
  };
  const event = await callMeetup(zoe, { ...written, hashtag: `Promenade${name}`, capacity: '3' });
  const draft = await submit(zoe, '/events/new', {
    ...{ community: 'sansonnets', title: `Le brouillon de ${name}`, hashtag: `Brouillon${name}` },
    ...{ starts: '2031-01-21T19:30', ends: '2031-01-21T23:00', timezone: 'Europe/Paris', place: 'La Cave' },
    ...{ addressVisibility: 'everyone', visibility: 'public', lateSeats: 'give', act: 'preview' },
  });
  const [invited, guest, joining] = ['invited', 'guest', 'joining'].map((who) => `${who}-${name}@exemple.fr`);
  if (!invited || !guest || !joining) throw new Error('three addresses');
  await submit(zoe, `${event}/invitations`, {
    ...{ addresses: `Iris <${invited}>`, message: 'Venez.', language: 'fr', act: 'invite' },
  });
  await submit(stranger, `${event}/guest`, {
    ...{ name: 'Gustave', email: guest, answer: 'going', seenBy: 'everyone' },
  });
  await submit(stranger, '/join', {
    ...{ handle: `j_${name}`, name: 'Jonas', email: joining, password: 'une porte et un chat', ofAge: 'on' },
  });
  await submit(stranger, '/reset', { email: addressOf({ handle: 'gaspard' }) });

  const invitation = await inbox.letter(invited, /vous invite/);
  const confirm = pathOf((await inbox.letter(guest, /^Confirmez votre/)).link('Confirmer ma réponse'));
  const own = await submit(stranger, confirm, {});
  await submit(stranger, `${event}/guest`, {
    name: 'Gala',
    email: `2${guest}`,
    answer: 'maybe',
    seenBy: 'going',
  });
  const waiting = (await inbox.letter(`2${guest}`, /^Confirmez votre/)).link('Confirmer ma réponse');
  const signUp = (await inbox.letter(joining, /^Confirmez votre/)).link('Confirmer mon adresse');
  const reset = await inbox.letter(addressOf({ handle: 'gaspard' }), /mot de passe/);

  return {
    written: [
      ...Object.values(written),
      ...[`Promenade${name}`, `Le brouillon de ${name}`, `Brouillon${name}`, `j_${name}`],
      ...['Iris', 'Gustave', 'Gala', 'Venez.', 'ToutNeuf', reset.subject],
    ],
    stranger: [
      '/',
      ...['/communities', '/c/sansonnets', '/c/sansonnets/members', '/c/sansonnets/about'],
      ...['/live', '/live?tag=!', '/live/SoupeEtPo%C3%A8mes', '/live/ToutNeuf', '/events', '/events?past'],
      await titled(stranger, '/events', /Soupe, vin chaud/),
      await titled(stranger, '/events', /Thermos et canal/),
      await titled(stranger, '/events?past', /Pique-nique/),
      ...[event, `${event}/guest?answer=going`, `${event}/guest/sent`],
      pathOf(invitation.link('J’y serai')),
      ...[own.split('?')[0] ?? own, confirm, pathOf(waiting)],
      pathOf(invitation.link('Ne plus recevoir ces lettres')),
      ...[
        '/join',
        '/join/sent',
        pathOf(signUp),
        '/join/confirm/passe',
        '/login',
        '/login/sent',
        '/login/link/passe',
        '/reset',
        '/reset/sent',
      ],
      ...[pathOf(reset.link('Choisir mon mot de passe')), '/@soizic', '/outbox', reset.path, '/nowhere'],
    ],
    zoe_perchet: [
      ...['/', '/events', '/events/new', event, draft, `${draft}/edit`, `${event}/edit`],
      ...[`${event}/invitations`, `${draft}/invitations`, `${event}/attendees`, `${draft}/attendees`],
      ...[`${event}/cancel`, `${draft}/cancel`, '/c/sansonnets', '/c/sansonnets/members'],
      ...['/c/sansonnets/edit', '/c/sansonnets/roles', '/c/sansonnets/export', '/communities/new'],
    ],
    maudauclair: [
      ...['/', '/events?mine', '/communities', '/live/SoupeEtPo%C3%A8mes', '/live/ToutNeuf', '/@maudauclair'],
      await titled(zoe, '/events', /Le gâteau d’abord/),
      await titled(zoe, '/events', /Huit fenêtres/),
      await titled(zoe, '/events', /Brunch des voix/),
      ...['/settings', '/settings/sessions', '/settings/letters', '/steward'],
      ...['/settings/profile', '/settings/portrait', '/@maudauclair?as=stranger', '/@yuki_ecrit'],
      ...['settings', 'mail', 'addresses', 'members', 'jobs', 'storage', 'log'].map(
        (page) => `/steward/${page}`,
      ),
      ...['/settings/security', '/settings/password'],
      ...['/settings/authenticator', '/settings/recovery', '/settings/passkeys'],
      ...['/settings/email', '/settings/handle'],
      ...['/settings/data', '/settings/calendar', '/settings/leave'],
    ],
  };
}

/** The titles and places of all evenings to come, whoever made them, as of now. */
export async function rowsOf(page: Page): Promise<string[]> {
  await page.goto('/events');
  const titles = await page.locator('a.evt .h3').allTextContents();
  const details = await page.locator('a.evt .what .small').allTextContents();
  return [...titles, ...details.flatMap((detail) => detail.split(', ').slice(2))];
}
