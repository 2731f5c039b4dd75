import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { banMember, removeMember } from '#app/domain/communities/commands/ban.server';
import { showInDirectory } from '#app/domain/communities/commands/directory.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import { findCommunity, rolesIn } from '#app/domain/communities/queries.server';
import type { Self } from '#app/domain/members/rules';
import * as layout from '#app/routes/c.$community/route';
import * as index from '#app/routes/c.$community._index';
import * as about from '#app/routes/c.$community.about';
import * as evenings from '#app/routes/c.$community.events';
import * as members from '#app/routes/c.$community.members';
import * as charter from '#app/routes/c.$community_.charter.edit';
import * as edit from '#app/routes/c.$community_.edit';
import * as join from '#app/routes/c.$community_.join';
import * as leave from '#app/routes/c.$community_.leave';
import * as log from '#app/routes/c.$community_.log';
import * as roles from '#app/routes/c.$community_.roles';
import * as list from '#app/routes/communities._index';
import * as create from '#app/routes/communities.new';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, evening, eventForm, joins } from '../support/people';
import { render } from '../support/render';
import { cookieOf, visit } from '../support/visit';

let keeper: Self;
let member: Self;
let outsider: Self;
let as: { keeper: string; member: string; outsider: string };
let community: { id: string; tag: string };
const here = () => `/c/${community.tag}`;
const params = () => ({ community: community.tag });
const rolesOf = (self: Self, id = community.id) => rolesIn(db, asViewer(self), id);

beforeAll(async () => {
  keeper = await aMember('Zoé Perchet');
  member = await aMember('Farid Alaoui');
  outsider = await aMember('Nine');
  community = await aCommunity(keeper, 'Perchoirs');
  await joins(member, community);
  as = {
    keeper: await cookieOf(keeper),
    member: await cookieOf(member),
    outsider: await cookieOf(outsider),
  };
});

/** A community only its members know of. */
async function aHiddenOne(tag: string) {
  const made = await aCommunity(keeper, tag);
  await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', made.id).execute();
  return made;
}

describe('the list of communities', () => {
  test('finds by words of the hashtag or the city, with or without #', async () => {
    await aCommunity(keeper, 'CaféDesTrains');
    const found = async (q: string) => {
      const { data } = await visit(list.loader, `/communities?${new URLSearchParams({ q })}`);
      return data.others.map(({ tag }: { tag: string }) => tag);
    };
    expect(await found('#cafédes')).toEqual(['cafédestrains']);
    expect(await found('paris perch')).toEqual(['perchoirs']);
    expect(await found('100%')).toEqual([]);
    expect(await found('_______')).toEqual([]);
    expect(await found('\u0000')).toContain('perchoirs');
  });

  test("shows a member's own first, and hidden ones to their members alone", async () => {
    const { tag } = await aHiddenOne('TablesSecretes');
    const stranger = await visit(list.loader, '/communities');
    expect(JSON.stringify(stranger.data)).not.toContain(tag);
    expect(stranger.data.own).toEqual([]);
    const own = await visit(list.loader, '/communities', { cookie: as.keeper });
    expect(JSON.stringify(own.data.own)).toContain(tag);
    expect(JSON.stringify(own.data.others)).not.toContain(tag);
  });
});

describe('making a community', () => {
  const post = (form: Record<string, string>, cookie?: string) =>
    visit(create.action, '/communities/new', { cookie, form });

  test('asks a stranger to sign in, and to come back', async () => {
    const answer = await visit(create.loader, '/communities/new');
    expect(answer.location).toBe('/login?next=%2Fcommunities%2Fnew');
    expect((await post({ hashtag: 'Rien' })).location).toBe('/login?next=%2Fcommunities%2Fnew');
  });

  test('takes no hashtag under which another community’s evening stands; its own organizer may', async () => {
    const host = await aMember('Hôtesse');
    const theirs = await aCommunity(host);
    const event = await anEvent(host, theirs);
    const typed = { hashtag: event.form.hashtag, description: '', city: '' };
    const taken = await post(typed, as.outsider);
    expect(taken.status).toBe(422);
    expect(taken.data.error).toEqual({ hashtag: ['hashtagTaken'] });
    expect((await post(typed, await cookieOf(host))).status).toBe(303);
  });

  test('refuses every tag that is not free by the same word: a hidden community’s, a private evening’s', async () => {
    const host = await aMember('Hôtesse');
    const hidden = await aCommunity(host);
    await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', hidden.id).execute();
    const inside = await anEvent(host, await aCommunity(host), { visibility: 'community' });
    const open = await anEvent(host, await aCommunity(host));
    const asking = await cookieOf(await aMember());
    const answers = [];
    for (const hashtag of [hidden.tag, inside.form.hashtag, open.form.hashtag, community.tag]) {
      const { status, data } = await post({ hashtag, description: '', city: '' }, asking);
      answers.push({ status, error: data.error });
    }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]).toEqual({ status: 422, error: { hashtag: ['hashtagTaken'] } });
  });

  test('makes its maker a keeper who may call meetups', async () => {
    const answer = await post(
      { hashtag: '#ÉtéAuBalcon', description: 'On **arrose**.', city: '' },
      as.outsider,
    );
    expect(answer.status).toBe(303);
    expect(answer.location).toBe(`/c/${encodeURIComponent('étéaubalcon')}`);
    const made = await findCommunity(db, asViewer(null), 'étéaubalcon');
    expect(made).toMatchObject({ name: 'ÉtéAuBalcon', members: 1 });
    expect(await rolesOf(outsider, made?.id)).toEqual(['keeper', 'organizer']);
  });

  test('says at the field what is wrong, and keeps everything typed', async () => {
    const typed = { hashtag: 'deux mots', description: 'a'.repeat(6_000), city: 'Lille' };
    const { status, data } = await post(typed, as.outsider);
    expect(status).toBe(400);
    expect(data.error).toEqual({ hashtag: ['hashtag'], description: ['tooLong?max=5000'] });
    expect(data.initialValue).toEqual(typed);
    const taken = await post({ hashtag: 'PERCHOIRS', description: 'x', city: '' }, as.outsider);
    expect(taken.status).toBe(422);
    expect(taken.data.error).toEqual({ hashtag: ['hashtagTaken'] });
    expect(taken.data.initialValue.description).toBe('x');
    const odd = await post({ hashtag: 'ok\u0000', description: 'a\u0000b' }, as.outsider);
    expect(odd.status).toBe(400);
    expect(Object.keys(odd.data.error)).toEqual(['hashtag', 'description']);
  });

  test('is asked to slow down after five in a day', async () => {
    const eager = await cookieOf(await aMember());
    for (let one = 0; one < 5; one += 1) await post({ hashtag: `hâte${one}` }, eager);
    const answer = await post({ hashtag: 'hâte5' }, eager);
    expect(answer.status).toBe(429);
    expect(answer.data.initialValue).toEqual({ hashtag: 'hâte5' });
  });
});

describe("a community's page", () => {
  test('is read by strangers; a hidden one by nobody but its members', async () => {
    const { tag } = await aHiddenOne('Cachette');
    const pages = [layout.loader, index.loader, about.loader, members.loader];
    for (const loader of pages) {
      expect((await visit(loader, here(), { params: params() })).status).toBe(200);
      for (const cookie of [undefined, as.outsider]) {
        const hidden = await visit(loader, `/c/${tag}`, { cookie, params: { community: tag } });
        const missing = await visit(loader, '/c/personne', { cookie, params: { community: 'personne' } });
        expect([hidden.status, hidden.data]).toEqual([404, missing.data]);
      }
      const known = await visit(loader, `/c/${tag}`, { cookie: as.keeper, params: { community: tag } });
      expect(known.status).toBe(200);
    }
    for (const handler of [join.action, leave.action, edit.action, roles.action]) {
      const answer = await visit(handler, `/c/${tag}`, {
        cookie: as.outsider,
        params: { community: tag },
        form: { handle: keeper.handle },
      });
      expect(answer.status).toBe(404);
    }
  });

  test('says where to subscribe, unless it is hidden', async () => {
    const page = { path: 'c/:community/events', module: evenings };
    const { html } = await render(page, `${here()}/events`);
    expect(html).toContain(`href="webcal://localhost:3000${here()}/calendar.ics"`);
    for (const feed of ['calendar.ics', 'feed.atom', 'feed.json'])
      expect(html).toContain(`href="${here()}/${feed}"`);
    const { tag } = await aHiddenOne('CachesSansFlux');
    const hidden = await render(page, `/c/${tag}/events`, as.keeper);
    expect(hidden.status).toBe(200);
    expect(hidden.html).not.toMatch(/webcal:|feed\.atom/);
  });

  test('has one address, however it is spelt', async () => {
    const answer = await visit(layout.loader, '/c/PERCHOIRS/about?x=1', {
      params: { community: 'PERCHOIRS' },
    });
    expect(answer.location).toBe('/c/perchoirs/about?x=1');
    for (const named of ['', 'a b', '..', '%00', 'a'.repeat(200)]) {
      expect((await visit(layout.loader, '/c/x', { params: { community: named } })).status).toBe(404);
    }
  });

  test('shows its evenings, drafts only to who calls them', async () => {
    await anEvent(keeper, community, { title: 'Soupe et poèmes' });
    const { createEvent } = await import('#app/domain/events/commands/write-event.server');
    await createEvent(db, keeper, eventForm(community, { title: 'Pas encore' }));
    const open = await visit(index.loader, here(), { params: params() });
    expect(open.data.coming.rows.map(({ title }: { title: string }) => title)).toEqual(['Soupe et poèmes']);
    expect(JSON.stringify(open.data)).not.toContain('Pas encore');
    const own = await visit(index.loader, here(), { params: params(), cookie: as.keeper });
    expect(own.data.drafts).toHaveLength(1);
    expect(own.data.standing).toBe('organizer');
  });

  test('names who is in the directory to members, and those with a role to everybody', async () => {
    const handles = async (cookie?: string) => {
      const { data } = await visit(members.loader, `${here()}/members`, { params: params(), cookie });
      const called = (people: { handle: string }[]) => people.map(({ handle }) => handle);
      return [called(data.behind), called(data.people)];
    };
    await showInDirectory(db, member, community.id, true);
    expect(await handles()).toEqual([[keeper.handle], []]);
    expect(await handles(as.outsider)).toEqual([[keeper.handle], []]);
    expect(await handles(as.member)).toEqual([[keeper.handle], [member.handle]]);
  });

  test('names many members a page at a time, each once, in the order they came', async () => {
    const many = await aCommunity(keeper, 'GrandeTablee');
    const came = [keeper.handle];
    for (let one = 0; one < 65; one += 1) {
      const newcomer = await aMember();
      await joins(newcomer, many);
      came.push(newcomer.handle);
    }
    // Two of one moment are told apart by their ids.
    const moment = sql<Date>`date_trunc('second', now()) + interval '1 hour'`;
    await db
      .updateTable('memberships')
      .set({ joined_at: moment })
      .where('community_id', '=', many.id)
      .where('roles', '=', sql<[]>`'{}'`)
      .execute();
    await db
      .updateTable('memberships')
      .set({ in_directory: true })
      .where('community_id', '=', many.id)
      .execute();
    const page = async (query: string) => {
      const options = { params: { community: many.tag }, cookie: as.keeper };
      const { data } = await visit(members.loader, `/c/${many.tag}/members${query}`, options);
      return { next: data.next, handles: data.people.map(({ handle }: { handle: string }) => handle) };
    };
    const first = await page('');
    const second = await page(`?after=${first.next}`);
    expect([first.handles.length, second.handles.length, second.next]).toEqual([60, 6, null]);
    expect(first.handles[0]).toBe(keeper.handle);
    expect([...first.handles, ...second.handles].sort()).toEqual(came.sort());
    expect(await page('?after=2026-01-01_nothing-of-ours')).toEqual(first);
    // A plain link, for whoever reads without JavaScript.
    const route = { path: 'c/:community/members', module: members };
    const linkTo = (next: string) => `href="/c/${many.tag}/members?after=${next}"`;
    const { html } = await render(route, `/c/${many.tag}/members`, as.keeper);
    expect(html).toContain(linkTo(first.next));
    const last = await render(route, `/c/${many.tag}/members?after=${first.next}`, as.keeper);
    expect(last.html).not.toContain('members?after=');
  });

  test('shows its evenings a page at a time, and behind the first page nothing else', async () => {
    const host = await aMember();
    const busy = await aCommunity(host, 'TousLesSoirs');
    for (let day = 1; day <= 32; day += 1) {
      await anEvent(host, busy, { starts: evening(day), ends: evening(day, '23:30') });
    }
    const page = async (query: string) =>
      (await visit(index.loader, `/c/${busy.tag}/events${query}`, { params: { community: busy.tag } })).data;
    const first = await page('');
    const second = await page(`?after=${first.coming.next}`);
    expect(first.past.rows).toEqual([]);
    expect(second).toMatchObject({ past: null, behind: [], coming: { next: null } });
    const starts = [...first.coming.rows, ...second.coming.rows].map(({ startsAt }) => startsAt);
    expect([first.coming.rows.length, new Set(starts).size]).toEqual([24, 32]);
    expect(starts).toEqual([...starts].sort());
    await db
      .updateTable('events')
      .set({
        starts_at: sql<Date>`starts_at - interval '1440 hours'`,
        ends_at: sql<Date>`ends_at - interval '1440 hours'`,
      })
      .where('community_id', '=', busy.id)
      .execute();
    const before = await page('');
    const { html } = await render({ path: 'c/:community/events', module: evenings }, `/c/${busy.tag}/events`);
    expect(html).toContain(`href="/c/${busy.tag}/events?past&amp;after=${before.past.next}"`);
    const earlier = await page(`?past&after=${before.past.next}`);
    expect(earlier).toMatchObject({ coming: null, past: { next: null } });
    const ends = [...before.past.rows, ...earlier.past.rows].map(({ startsAt }) => startsAt);
    expect(ends).toEqual(
      [...starts].map((at) => new Date(Date.parse(at) - 60 * 86_400_000).toISOString()).reverse(),
    );
  });

  test('shows its Markdown made safe, and its keeper the ways to change it', async () => {
    const { data } = await visit(about.loader, `${here()}/about`, { params: params() });
    expect(data.html).toBe('<p>On parle, on se voit.</p>\n');
    expect(data.isKeeper).toBe(false);
    const own = await visit(about.loader, `${here()}/about`, { params: params(), cookie: as.keeper });
    expect(own.data.isKeeper).toBe(true);
  });
});

describe('joining and leaving', () => {
  test('a stranger signs in first, and comes back to the page', async () => {
    const answer = await visit(join.action, `${here()}/join`, { params: params(), form: {} });
    expect(answer.location).toBe(`/login?next=${encodeURIComponent(`${here()}/join`)}`);
    const back = await visit(join.loader, `${here()}/join`, { params: params(), cookie: as.outsider });
    expect(back.data.door).toMatchObject({ way: 'in', charter: null });
    expect(await rolesOf(outsider)).toBeNull();
  });

  test('one press is enough, and two do no harm; whoever leaves may come back', async () => {
    const options = { params: params(), cookie: as.outsider, form: {} };
    expect((await visit(join.action, `${here()}/join`, options)).location).toBe(`${here()}?said=joined`);
    await visit(join.action, `${here()}/join`, options);
    expect(await rolesOf(outsider)).toEqual([]);
    await visit(leave.loader, `${here()}/leave`, { params: params(), cookie: as.outsider });
    expect(await rolesOf(outsider)).toEqual([]);
    expect((await visit(leave.action, `${here()}/leave`, options)).location).toBe(`${here()}?said=left`);
    expect(await rolesOf(outsider)).toBeNull();
  });

  test('nobody is promised a door that does not open to them', async () => {
    const made = await aCommunity(keeper);
    const one = { params: { community: made.tag }, cookie: as.outsider };
    const standing = async () => (await visit(evenings.loader, `/c/${made.tag}/events`, one)).data.standing;
    const admit = (admission: 'open' | 'invitation') =>
      db.updateTable('communities').set({ admission }).where('id', '=', made.id).execute();
    await admit('open');
    expect(await standing()).toBe('outsider');
    await joins(outsider, made);
    await admit('invitation');
    const page = await visit(leave.loader, `/c/${made.tag}/leave`, one);
    expect(page.data.back).toBe('invitation');
    const left = await visit(leave.action, `/c/${made.tag}/leave`, { ...one, form: {} });
    expect(left.location).toBe(`/c/${made.tag}?said=leftForInvitation`);
    expect(await standing()).toBe('keptOut');
    await admit('open');
    await banMember(db, keeper, made.id, { handle: outsider.handle, reason: 'Non.' });
    expect(await standing()).toBe('keptOut');
  });

  test('the last keeper stays until the hat is handed on', async () => {
    const answer = await visit(leave.action, `${here()}/leave`, {
      params: params(),
      cookie: as.keeper,
      form: {},
    });
    expect(answer.location).toBe(`${here()}?said=lastKeeper`);
    const page = await visit(layout.loader, `${here()}?said=lastKeeper`, {
      params: params(),
      cookie: as.keeper,
    });
    expect(page.data.said).toBe('lastKeeper');
    expect(await rolesOf(keeper)).toContain('keeper');
  });
});

describe('keeping a community', () => {
  const others = () => [as.member, as.outsider];

  test('is for its keeper: to others the pages do not exist', async () => {
    for (const [path, loader, action] of [
      ['edit', edit.loader, edit.action],
      ['roles', roles.loader, roles.action],
    ] as const) {
      for (const cookie of others()) {
        const url = `${here()}/${path}`;
        expect((await visit(loader, url, { params: params(), cookie })).status).toBe(404);
        const form = { description: 'piraté', handle: member.handle, roles: 'keeper' };
        expect((await visit(action, url, { params: params(), cookie, form })).status).toBe(404);
      }
      const stranger = await visit(loader, `${here()}/${path}`, { params: params() });
      expect(stranger.location).toContain('/login?next=');
    }
    expect((await findCommunity(db, asViewer(null), community.tag))?.description).toBe(
      'On parle, on se voit.',
    );
    expect(await rolesOf(member)).toEqual([]);
  });

  test('edits the introduction; what is wrong is kept as typed', async () => {
    const post = (form: Record<string, string>) =>
      visit(edit.action, `${here()}/edit`, { params: params(), cookie: as.keeper, form });
    const wrong = await post({ description: 'Belle', city: 'x'.repeat(81) });
    expect(wrong.status).toBe(400);
    expect(wrong.data.error).toEqual({ city: ['tooLong?max=80'] });
    expect(wrong.data.initialValue.description).toBe('Belle');
    const done = await post({ description: 'On rit.\r\n\r\nEt on lit.', city: 'Lille' });
    expect(done.location).toBe(`${here()}/about?said=edited`);
    const changed = await findCommunity(db, asViewer(null), community.tag);
    expect(changed).toMatchObject({ description: 'On rit.\n\nEt on lit.', city: 'Lille' });
  });

  test('asks twice before a hidden community is public, and keeps what was typed', async () => {
    const { tag } = await aHiddenOne('PorteFermee');
    const post = (more: Record<string, string>) =>
      visit(edit.action, `/c/${tag}/edit`, {
        ...{ params: { community: tag }, cookie: as.keeper },
        form: { description: 'On rit.', city: 'Lille', visibility: 'public', ...more },
      });
    const asked = await post({});
    expect([asked.status, asked.data.error]).toEqual([422, { sure: ['sureToOpen'] }]);
    expect(asked.data.initialValue).toMatchObject({ description: 'On rit.', visibility: 'public' });
    expect(await findCommunity(db, asViewer(null), tag)).toBeUndefined();
    expect((await post({ sure: 'on' })).status).toBe(303);
    expect(await findCommunity(db, asViewer(null), tag)).toMatchObject({ description: 'On rit.' });
  });

  test('finds in the log why somebody was parted with, removed or banned', async () => {
    const made = await aCommunity(keeper);
    const gone = await aMember();
    await joins(gone, made);
    const of = { handle: gone.handle };
    await removeMember(db, keeper, made.id, { ...of, reason: 'Trois assiettes cassées.' });
    await banMember(db, keeper, made.id, { ...of, reason: 'Et la soupière.' });
    const route = { path: 'c/:community/log', module: log };
    const { html } = await render(route, `/c/${made.tag}/log`, as.keeper);
    expect(html).toContain('Trois assiettes cassées.');
    expect(html).toContain('Et la soupière.');
  });

  test('hands out several hats at once, and takes them back', async () => {
    const post = (form: [string, string][]) =>
      visit(roles.action, `${here()}/roles`, { params: params(), cookie: as.keeper, form });
    const given = await post([
      ['handle', `@${member.handle.toUpperCase()}`],
      ['roles', 'scribe'],
      ['roles', 'host'],
    ]);
    expect(given.status).toBe(303);
    expect(await rolesOf(member)).toEqual(['scribe', 'host']);
    const { data } = await visit(roles.loader, `${here()}/roles?handle=${member.handle}`, {
      params: params(),
      cookie: as.keeper,
    });
    expect(data.chosen).toEqual({ handle: member.handle, roles: ['scribe', 'host'] });
    const { data: found } = await visit(roles.loader, `${here()}/roles?q=${member.handle}`, {
      params: params(),
      cookie: as.keeper,
    });
    expect(found.people.map(({ handle }: { handle: string }) => handle)).toEqual([member.handle]);
    expect(found.looking).toBe(true);
    await post([
      ['handle', member.handle],
      ['of', member.handle],
    ]);
    expect(await rolesOf(member)).toEqual([]);
  });

  test('takes no hat from who was not shown wearing it: theirs and those ticked are both worn', async () => {
    const made = await aCommunity(keeper);
    const wearer = await aMember();
    await joins(wearer, made);
    await setRoles(db, keeper, made.id, { handle: wearer.handle, roles: ['scribe', 'host'] });
    const give = (of: string, role: string) =>
      visit(roles.action, `/c/${made.tag}/roles`, {
        ...{ params: { community: made.tag }, cookie: as.keeper },
        form: { handle: wearer.handle, of, roles: role },
      });
    await give('', 'tutor');
    expect(await rolesOf(wearer, made.id)).toEqual(['scribe', 'host', 'tutor']);
    await give(keeper.handle, 'moderator');
    expect(await rolesOf(wearer, made.id)).toEqual(['scribe', 'host', 'tutor', 'moderator']);
    await give(wearer.handle, 'host');
    expect(await rolesOf(wearer, made.id)).toEqual(['host']);
  });

  test('says of a charter put in force as it stood that nothing has changed', async () => {
    const made = await aCommunity(keeper);
    const put = (text: string) =>
      visit(charter.action, `/c/${made.tag}/charter/edit`, {
        ...{ params: { community: made.tag }, cookie: as.keeper },
        form: { text, act: 'write' },
      });
    expect((await put('Nous.')).location).toBe(`/c/${made.tag}/charter/edit?saved`);
    expect((await put('Nous.')).location).toBe(`/c/${made.tag}/charter/edit?unchanged`);
    expect((await put('Vous.')).location).toBe(`/c/${made.tag}/charter/edit?saved`);
  });

  test('refuses a hat that does not exist, a person who is not in, and a place without a keeper', async () => {
    const post = (form: [string, string][]) =>
      visit(roles.action, `${here()}/roles`, { params: params(), cookie: as.keeper, form });
    const odd = await post([
      ['handle', member.handle],
      ['roles', 'admin'],
    ]);
    expect(odd.status).toBe(400);
    expect(odd.data.initialValue).toMatchObject({ handle: member.handle });
    const absent = await post([
      ['handle', outsider.handle],
      ['roles', 'host'],
    ]);
    expect([absent.status, absent.data.error]).toEqual([422, { handle: ['notAMember'] }]);
    const alone = await post([
      ['handle', keeper.handle],
      ['of', keeper.handle],
      ['roles', 'host'],
    ]);
    expect([alone.status, alone.data.error]).toEqual([422, { roles: ['lastKeeper'] }]);
    expect(await rolesOf(keeper)).toContain('keeper');
  });

  test('hands its own hat on, and is then shown the door to the members', async () => {
    await setRoles(db, keeper, community.id, { handle: member.handle, roles: ['keeper'] });
    const answer = await visit(roles.action, `${here()}/roles`, {
      params: params(),
      cookie: as.keeper,
      form: { handle: keeper.handle, of: keeper.handle },
    });
    expect(answer.location).toBe(`${here()}/members`);
    expect(await rolesOf(keeper)).toEqual([]);
  });
});
