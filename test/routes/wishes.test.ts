import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { origin } from '#app/config.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { setWishes } from '#app/domain/members/commands/wishes.server';
import { linkToken } from '#app/domain/members/links.server';
import type { Self } from '#app/domain/members/rules';
import { findWishes, wantsLetters } from '#app/domain/members/wishes.server';
import { expandNotice } from '#app/notices/expansion.server';
import { recipientsOf } from '#app/notices/readers.server';
import * as letters from '#app/routes/settings_.letters';
import * as unsubscribe from '#app/routes/unsubscribe.$token';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, joins } from '../support/people';
import { cookieOf, visit } from '../support/visit';

let organizer: Self;
let community: { id: string; tag: string };
let other: { id: string; tag: string };

beforeAll(async () => {
  organizer = await aMember('Zoé Perchet');
  community = await aCommunity(organizer, 'Ravaudages');
  other = await aCommunity(organizer);
});

/** Makes the letters of every notice so far. */
async function expandAll(): Promise<void> {
  const notices = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of notices) await expandNotice(db, id, recipientsOf, origin());
}

describe('the link in a letter’s foot', () => {
  let guest: { id: string; email: string };
  let params: { token: string };

  beforeEach(async () => {
    const email = `invitee${Math.random().toString(36).slice(2)}@example.org`;
    const event = await anEvent(organizer, community);
    await sendInvitations(db, organizer, event.id, {
      people: [{ email, name: '' }],
      message: '',
      language: 'fr',
    });
    await expandAll();
    const letter = await db
      .selectFrom('letters')
      .select(['id', 'contact_id'])
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    guest = { id: letter.contact_id ?? '', email };
    params = { token: await linkToken(db, 'stop', { id: letter.id, version: 1 }) };
  });

  const page = async () => (await visit(unsubscribe.loader, '/unsubscribe/x', { params })).data;
  const press = (form: Record<string, string>) =>
    visit(unsubscribe.action, '/unsubscribe/x', { params, form });
  const invited = (communityId: string) => wantsLetters(db, guest.id, 'invitations', communityId);
  const written = () => wantsLetters(db, guest.id, 'words', community.id);

  test('says which letters of which community it stops, to whoever holds the letter, and changes nothing', async () => {
    expect(await page()).toMatchObject({
      kind: 'invitations',
      community: 'Ravaudages',
      scopes: ['here', 'kind', 'all'],
      stopped: null,
    });
    expect((await page()).email).toMatch(/^i…@example\.org$/);
    expect(await invited(community.id)).toBe(true);
  });

  test('stops that kind of that community and nothing else, by a mail program’s one click too', async () => {
    await press({ 'List-Unsubscribe': 'One-Click' });
    expect([await invited(community.id), await invited(other.id), await written()]).toEqual([
      false,
      true,
      true,
    ]);
    expect((await page()).stopped).toBe('here');
    const event = await anEvent(organizer, community);
    const again = await sendInvitations(db, organizer, event.id, {
      people: [{ email: guest.email, name: '' }],
      message: '',
      language: 'fr',
    });
    expect(again).toMatchObject({ sent: 0, unwilling: 1 });
  });

  test('stops that kind everywhere, or everything; each is undone where it was done', async () => {
    await press({ scope: 'here' });
    await press({ scope: 'kind' });
    expect([await invited(community.id), await invited(other.id), await written()]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await page()).stopped).toBe('kind');
    await press({ scope: 'all' });
    expect([(await page()).stopped, await written()]).toEqual(['all', false]);
    await press({ undo: '1' });
    expect([(await page()).stopped, await written()]).toEqual(['kind', true]);
    await press({ undo: '1' });
    expect([(await page()).stopped, await invited(community.id), await invited(other.id)]).toEqual([
      null,
      true,
      true,
    ]);
  });

  test('undone leaves said what was said before, and nothing where nothing was', async () => {
    const said = async () =>
      (await findWishes(db, guest.id)).byCommunity.get(community.id)?.invitations ?? null;
    const wish = (communityId: string | null, wanted: boolean) =>
      setWishes(db, guest.id, [{ kind: 'invitations', communityId, wanted }]);
    const pressAndUndo = async (scope: string) => {
      const { before } = (await press({ scope })).data;
      await press({ undo: '1', before });
    };
    await pressAndUndo('here');
    expect([await said(), await invited(community.id)]).toEqual([null, true]);
    await press({ 'List-Unsubscribe': 'One-Click' });
    await press({ undo: '1' });
    expect([await said(), await invited(community.id)]).toEqual([null, true]);
    await wish(null, false);
    await wish(community.id, true);
    for (const scope of ['here', 'kind']) {
      await pressAndUndo(scope);
      expect([await said(), await invited(other.id)]).toEqual([true, false]);
    }
  });

  test('a hidden community is not named to who is not of it', async () => {
    const name = async () => (await page()).community;
    const see = (visibility: 'public' | 'hidden') =>
      db.updateTable('communities').set({ visibility }).where('id', '=', community.id).execute();
    await see('hidden');
    try {
      expect(await name()).toBe(null);
    } finally {
      await see('public');
    }
    expect(await name()).toBe('Ravaudages');
  });

  test('a contact’s older link does not stop as a letter’s, nor the other way round', async () => {
    const id = guest.id;
    const swapped = await linkToken(db, 'stop', { id, version: 1 });
    const wrong = await visit(unsubscribe.loader, '/unsubscribe/x', { params: { token: swapped } });
    expect(wrong.status).toBe(404);
  });
});

describe('the page of one’s letters', () => {
  let member: Self;
  let cookie: string;
  beforeEach(async () => {
    member = await aMember();
    await joins(member, community);
    cookie = await cookieOf(member);
  });

  const load = async () => (await visit(letters.loader, '/settings/letters', { cookie })).data;
  const say = (form: [string, string][], who: string | undefined = cookie) =>
    visit(letters.action, '/settings/letters', { cookie: who, form });
  const wants = (communityId: string, kind: 'evenings' | 'words' = 'evenings') =>
    wantsLetters(db, member.contactId, kind, communityId);

  test('is for who is signed in', async () => {
    expect((await visit(letters.loader, '/settings/letters')).location).toContain('/login');
    const refused = await visit(letters.action, '/settings/letters', { form: { act: 'stop' } });
    expect(refused.location).toContain('/login');
  });

  test('shows the communities one is in, and no other', async () => {
    expect((await load()).communities.map(({ tag }: { tag: string }) => tag)).toEqual([community.tag]);
  });

  test('keeps what is ticked, and says otherwise of one community', async () => {
    await say([
      ['act', 'everywhere'],
      ['kind', 'words'],
    ]);
    expect([await wants(community.id), await wants(community.id, 'words')]).toEqual([false, true]);
    await say([
      ['act', 'community'],
      ['community', community.tag],
      ['evenings', 'yes'],
      ['words', 'same'],
    ]);
    expect([await wants(community.id), await wants(other.id), await wants(community.id, 'words')]).toEqual([
      true,
      false,
      true,
    ]);
    const { everywhere, communities } = await load();
    expect(everywhere).toMatchObject({ evenings: false, words: true });
    expect(communities[0].wishes).toMatchObject({ evenings: true, words: null });
  });

  test('says nothing of a community that is none of theirs', async () => {
    const said = await say([
      ['act', 'community'],
      ['community', other.tag],
      ['evenings', 'no'],
    ]);
    expect(said.status).toBe(404);
    expect(await wants(other.id)).toBe(true);
  });

  test('who stopped everything and ticks a kind again gets that kind; what they refused of one community holds', async () => {
    await setWishes(db, member.contactId, [
      { kind: 'words', communityId: community.id, wanted: false },
      { kind: 'evenings', communityId: community.id, wanted: true },
    ]);
    await say([['act', 'stop']]);
    expect((await load()).stopped).toBe(true);
    expect(await wants(community.id)).toBe(false);
    await say([
      ['act', 'everywhere'],
      ['kind', 'words'],
    ]);
    expect([
      await wants(other.id, 'words'),
      await wants(community.id, 'words'),
      await wants(community.id),
    ]).toEqual([true, false, false]);
  });

  test('a form that says nothing known is refused', async () => {
    expect((await say([['act', 'nonsense']])).status).toBe(400);
  });
});
