import type { BrowserContext, Page } from '@playwright/test';
import { TOTP } from 'otpauth';
import { CHARTERS, READINGS_CHARTER } from '#app/sample/circles';
import { addressOf, SAMPLE_PASSWORD } from '#app/sample/people';
import { callMeetup, expect, type ReaderOptions, submit } from '../e2e';
import type { Inbox } from '../inbox';
import type { Walker } from './itinerary';

/* What the walk needs to be there: things of every kind, the addresses behind letters, people in unusual states. */

export interface World {
  /** What the itinerary's `:name`s stand for. */
  names: Record<string, string>;
  /** What was written here on the way, in nobody's language. */
  written: string[];
  /** As whom a walker reads. */
  as: Partial<Record<Walker, ReaderOptions>>;
}

export interface Means {
  reader: (options?: ReaderOptions) => Promise<Page>;
  inbox: Inbox;
}

/** Made once, by the forms that everybody has; the walk itself only looks. */
export function worldOf(means: Means): Promise<World> {
  known ??= makeWorld(means, String(Date.now() % 1e9));
  return known;
}

let known: Promise<World> | undefined;

const PASSWORD = 'une porte et un chat';
const last = (href: string): string => new URL(href, 'http://localhost').pathname.split('/').at(-1) ?? '';

/** @param name tells what is made here from what was made before */
async function makeWorld({ reader, inbox }: Means, name: string): Promise<World> {
  const signedIn = (as?: string) => reader({ javaScriptEnabled: false, ...(as && { as }) });
  const [stranger, zoe, ines, malo, steward] = await Promise.all([
    signedIn(),
    signedIn('zoe_perchet'),
    signedIn('ines_r'),
    signedIn('malo_b'),
    signedIn('maudauclair'),
  ]);
  const address = (who: string) => `${who}-${name}@exemple.fr`;

  const evening = {
    title: `La promenade de ${name}`,
    description: 'On marche *ensemble*.\n\n- du pain\n- du fromage',
    agenda: '19:30 On part\n22:00 On rentre',
    address: '5, rue du Moulin, Paris',
    accessNotes: 'Sonnez deux fois.',
    onlineUrl: 'https://visio.example/promenade',
  };
  const event = await callMeetup(zoe, { ...evening, hashtag: `Promenade${name}`, capacity: '3' });
  const draft = await callMeetup(zoe, {
    ...{ title: `Le brouillon de ${name}`, hashtag: `Brouillon${name}`, act: 'preview' },
  });

  // First all that makes somebody write, then the letters.
  await submit(zoe, `${event}/invitations`, {
    ...{ addresses: `Iris <${address('invited')}>`, message: 'Venez.', language: 'fr', act: 'invite' },
  });
  const guest = { name: 'Gustave', answer: 'going', seenBy: 'everyone' };
  await submit(stranger, `${event}/guest`, { ...guest, email: address('guest') });
  for (const who of ['joining', 'guarded', 'leaving']) await submit(stranger, '/join', signUpOf(who, name));
  const gaspard = addressOf({ handle: 'gaspard' });
  await submit(stranger, '/reset', { email: gaspard });
  await submit(stranger, '/login', { email: gaspard, way: 'link' });
  await submit(malo, '/settings/email', { email: address('moving'), password: SAMPLE_PASSWORD });
  await submit(ines, '/c/lecturesdusoir/invitations', { act: 'renew' });
  await submit(ines, '/c/lecturesdusoir/invitations', {
    ...{ addresses: address('door'), message: 'Le jeudi.', language: 'fr', act: 'invite' },
  });

  const letter = async (email: string, subject: string | RegExp, link: string | RegExp) =>
    last((await inbox.letter(email, subject)).link(link));
  const stop = 'Ne plus recevoir ces lettres';
  const confirming = await letter(address('guest'), /^Confirmez votre/, 'Confirmer ma réponse');
  const own = last(await submit(stranger, `/rsvp/confirm/${confirming}`, {}));
  await submit(stranger, `${event}/guest`, {
    ...{ name: 'Gala', email: address('other'), answer: 'maybe', seenBy: 'going' },
  });
  const invitation = await inbox.letter(address('invited'), /vous invite/);
  const joined = (who: string) => letter(address(who), /^Confirmez votre/, 'Confirmer mon adresse');

  const guarded = await signedIn();
  await submit(guarded, `/join/confirm/${await joined('guarded')}`, {});
  const halfway = await signedIn();
  await guard(guarded, halfway, address('guarded'));
  await submit(steward, '/steward/members', { act: 'lost', handle: handleOf('guarded', name) });
  const leaving = await signedIn();
  await submit(leaving, `/join/confirm/${await joined('leaving')}`, {});
  await submit(leaving, '/settings/leave', {
    words: 'erase',
    handle: handleOf('leaving', name),
    password: PASSWORD,
  });
  await submit(leaving, '/login', { email: address('leaving'), password: PASSWORD, next: '/' });

  await ines.goto('/c/lecturesdusoir/invitations');
  const link = last(await ines.getByLabel('L’adresse à partager').inputValue());
  const reset = await inbox.letter(gaspard, /mot de passe/);
  const names = {
    evening: last(event),
    draft: last(draft),
    ...(await eveningsOf(stranger, zoe)),
    ...(await testimonialsOf(stranger, ines)),
    ...(await topicsOf(steward)),
    invitation: last(invitation.link('J’y serai')),
    invitationStop: last(invitation.link(stop)),
    eveningStop: await letter(addressOf({ handle: 'lilia_o' }), /./, stop),
    own,
    used: confirming,
    waiting: await letter(address('other'), /^Confirmez votre/, 'Confirmer ma réponse'),
    signUp: await joined('joining'),
    factors: await letter(address('guarded'), 'Retirer votre second facteur ?', 'Continuer'),
    enter: await letter(gaspard, 'Votre lien pour entrer', 'Entrer'),
    reset: last(reset.link('Choisir mon mot de passe')),
    kept: last(reset.path),
    take: await letter(address('moving'), 'Confirmez votre nouvelle adresse', 'Confirmer cette adresse'),
    leave: await letter(addressOf({ handle: 'malo_b' }), /est-ce bien vous/, 'Répondre'),
    link,
    letter: await letter(address('door'), /./, /./),
  };

  return {
    names,
    as: {
      guarded: await stateOf(guarded.context()),
      halfway: await stateOf(halfway.context()),
      leaving: await stateOf(leaving.context()),
    },
    written: [
      ...Object.values(evening),
      ...[`Promenade${name}`, `Le brouillon de ${name}`, `Brouillon${name}`, handleOf('joining', name)],
      ...['Iris', 'Jonas', 'Gustave', 'Gala', 'Venez.', 'Le jeudi.', 'ToutNeuf', reset.subject],
      ...[...CHARTERS, READINGS_CHARTER].map((charter) => charter.replaceAll('\n', ' ')),
    ],
  };
}

const handleOf = (who: string, name: string) => `${who[0]}_${name}`;
const signUpOf = (who: string, name: string) => ({
  ...{ handle: handleOf(who, name), name: 'Jonas', email: `${who}-${name}@exemple.fr` },
  ...{ password: PASSWORD, ofAge: 'on' },
});

/** Has the sign-in of somebody ask for a code, makes their recovery codes, and leaves another reader before that door. */
async function guard(page: Page, halfway: Page, email: string): Promise<void> {
  await submit(page, '/settings/authenticator', { act: 'prepare', proof: PASSWORD });
  await page.goto('/settings/authenticator');
  const secret = ((await page.locator('code.secret').textContent()) ?? '').replaceAll(' ', '');
  await submit(page, '/settings/authenticator', { act: 'confirm', code: new TOTP({ secret }).generate() });
  await page.goto('/settings/recovery?first');
  await page.getByRole('button', { name: 'Faire mes dix codes' }).click();
  await expect(page.locator('.codes li')).toHaveCount(10);
  expect(await submit(halfway, '/login', { email, password: PASSWORD, next: '/' })).toBe('/login/second');
}

async function stateOf(context: BrowserContext): Promise<ReaderOptions> {
  await context.clearCookies({ name: 'language' });
  return { storageState: await context.storageState() };
}

async function linkAt(page: Page, list: string, title: string | RegExp): Promise<string> {
  await page.goto(list);
  const href = await page.getByRole('link', { name: title }).first().getAttribute('href');
  expect(href, `${title} at ${list}`).toBeTruthy();
  return last(href ?? '');
}

/** Of the sample: one under way, and such as are open to a stranger, to an invited member, to one on the waiting list. */
async function eveningsOf(stranger: Page, zoe: Page) {
  return {
    soup: await linkAt(stranger, '/events', /Soupe, vin chaud/),
    thermos: await linkAt(stranger, '/events', /Thermos et canal/),
    picnic: await linkAt(stranger, '/events?past', /Pique-nique/),
    cake: await linkAt(zoe, '/events', /Le gâteau d’abord/),
    windows: await linkAt(zoe, '/events', /Huit fenêtres/),
    brunch: await linkAt(zoe, '/events', /Brunch des voix/),
  };
}

/** One that is published, and one that waits for the moderators, which its author sees. */
async function testimonialsOf(stranger: Page, author: Page) {
  const list = '/c/sansonnets/testimonials';
  return {
    testimonial: await linkAt(stranger, list, 'Il y avait quelqu’un'),
    offered: await linkAt(author, list, /Ce que lisent les gens/),
  };
}

/** Signs a walker in, at a browser of their own. */
export function walkAs(
  { reader }: Means,
  world: World,
  walker: Walker,
  options: ReaderOptions,
): Promise<Page> {
  const known = world.as[walker] ?? (walker === 'stranger' ? {} : { as: walker });
  return reader({ ...options, ...known });
}

/** Shares the stops among some pages, each going on to the next as soon as it may. @returns what was found at all of them */
export async function walk(
  stops: readonly (readonly [address: string, status: number])[],
  pages: readonly Page[],
  look: (page: Page, address: string, status: number) => Promise<string[]>,
): Promise<string[]> {
  const ahead = [...stops];
  const found: string[] = [];
  const goOn = async (page: Page) => {
    for (let stop = ahead.shift(); stop; stop = ahead.shift()) found.push(...(await look(page, ...stop)));
  };
  await Promise.all(pages.map(goOn));
  return found.sort();
}

/** Of the sample, as its visitor finds them. */
async function topicsOf(maud: Page) {
  return {
    poems: await linkAt(maud, '/topics', /Lundi poésie/),
    surprise: await linkAt(maud, '/topics', /La surprise pour Zoé/),
  };
}
