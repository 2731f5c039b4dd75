import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { showInDirectory } from '#app/domain/communities/commands/directory.server';
import { countDiscreet, listDirectory, listMembers } from '#app/domain/communities/directory.server';
import type { Self } from '#app/domain/members/rules';
import { db, pool } from '#db/client';
import type { Database } from '#db/schema';
import { aCommunity, aMember, asViewer, joins } from '../support/people';

let circle: { id: string; tag: string };
let keeper: Self;
let reader: Self;

async function aListed(name: string, profile: Record<string, unknown> = {}): Promise<Self> {
  const self = await aMember(name);
  await joins(self, circle);
  await showInDirectory(db, self, circle.id, true);
  if (Object.keys(profile).length > 0)
    await db.updateTable('members').set(profile).where('id', '=', self.id).execute();
  return self;
}

beforeAll(async () => {
  keeper = await aMember('Zoé');
  circle = await aCommunity(keeper);
  reader = await aListed('Farid');
});

const found = async (called: string, viewer = reader) =>
  (await listDirectory(db, asViewer(viewer), circle.id, { called })).people.map(({ name }) => name);

describe('the directory', () => {
  test('has who chose to be in it; the others are counted', async () => {
    const shy = await aMember('Sauvage');
    await joins(shy, circle);
    expect(await found('')).not.toContain('Sauvage');
    expect(await found('sauvage')).toEqual([]);
    // the shy one and the keeper
    expect(await countDiscreet(db, circle.id)).toBe(2);
  });

  test('finds by name, city and interest, without accents and in spite of a typo, each word', async () => {
    await aListed('Éloïse Béranger', { city: 'Besançon', interests: ['contrebasse', 'crêpes'] });
    for (const called of [
      'eloise',
      'Beranger',
      'besancon',
      'crepes',
      'contrebase',
      'Eloize',
      'eloise besançon',
    ])
      expect(await found(called), called).toEqual(['Éloïse Béranger']);
    expect(await found('eloise marseille')).toEqual([]);
    expect(await found('100%')).toEqual([]);
    expect(await found('____')).toEqual([]);
  });

  test('neither shows nor searches what its owner shows to nobody', async () => {
    await aListed('Oiseau', {
      name: 'Canari',
      name_seen_by: 'nobody',
      city: 'Villesecrete',
      city_seen_by: 'nobody',
      interests: ['numismatique'],
      interests_seen_by: 'nobody',
    });
    for (const called of ['Canarri', 'villesecrete', 'numismatique']) expect(await found(called)).toEqual([]);
    const everybody = JSON.stringify(await listDirectory(db, asViewer(reader), circle.id));
    for (const secret of ['Villesecrete', 'numismatique', '"Canari"'])
      expect(everybody).not.toContain(secret);
  });

  test('shows nobody who blocked the reader, or was blocked', async () => {
    const [blocker, blocked] = [await aListed('Bloqueuse'), await aListed('Bloquee')];
    const block = (member_id: string, other_id: string) =>
      db.insertInto('blocks').values({ member_id, other_id, kind: 'blocked' }).execute();
    await block(blocker.id, reader.id);
    await block(reader.id, blocked.id);
    expect(await found('bloque')).toEqual([]);
    expect((await found('bloque', keeper)).sort()).toEqual(['Bloquee', 'Bloqueuse']);
  });
});

test('who looks after a community finds its members by what they see of them: not by the name of who blocked them', async () => {
  const kept = async (called: string) =>
    (await listMembers(db, asViewer(keeper), circle.id, { called })).people.map(({ handle }) => handle);
  const member = await aMember('Discrete');
  await joins(member, circle);
  await db
    .updateTable('members')
    .set({
      name: 'Hortense Canari',
      name_seen_by: 'communities',
      city: 'Villefranche',
      interests: ['apiculture'],
    })
    .where('id', '=', member.id)
    .execute();
  for (const called of ['hortense', 'Hortence canari', 'discrete'])
    expect(await kept(called), called).toEqual([member.handle]);
  for (const called of ['villefranche', 'apiculture']) expect(await kept(called), called).toEqual([]);
  await db
    .insertInto('blocks')
    .values({ member_id: member.id, other_id: keeper.id, kind: 'blocked' })
    .execute();
  for (const called of ['hortense', 'Hortence', 'canari']) expect(await kept(called), called).toEqual([]);
  expect(await kept('discrete')).toEqual([member.handle]);
});

describe('a search of the directory', () => {
  test('finds a word of five letters with one of them too many, missing, wrong or swapped, and by its beginning', async () => {
    await aListed('Lucile', { city: 'Lille', interests: ['théâtre'] });
    const typed = [
      'lil',
      'lixlle',
      'lile',
      'lixle',
      'llile',
      'LILLE',
      'theatre',
      'thaetre',
      'theatrre',
      'teatre',
    ];
    for (const called of typed) expect(await found(called), called).toEqual(['Lucile']);
    for (const called of ['ill', 'théâxxre', 'lile marseille'])
      expect(await found(called), called).toEqual([]);
  });

  test('forgives nothing in shorter words', async () => {
    await aListed('Tom', { city: 'Metz' });
    expect(await found('metz')).toEqual(['Tom']);
    for (const called of ['mettz', 'mtez', 'mez', 'tim']) expect(await found(called), called).toEqual([]);
  });

  test('asks the index, in a community of thousands', async () => {
    await fill(3_000);
    const asked: CompiledQuery[] = [];
    const watched = new Kysely<Database>({
      dialect: new PostgresDialect({ pool }),
      log({ query }) {
        asked.push(query);
      },
    });
    const { people } = await listDirectory(watched, asViewer(reader), circle.id, {
      called: 'montrreal theatre',
    });
    expect(people).toHaveLength(42);
    expect(asked).toHaveLength(1);
    const [{ sql: question, parameters }] = asked as [CompiledQuery];
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`explain ${question}`, [...parameters]),
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Bitmap Index Scan on members_directory');
    expect(plan).not.toContain('Seq Scan on members ');
  });
});

/** So many people more in the directory, of ten cities and seven interests. */
async function fill(count: number): Promise<void> {
  await sql`
    with numbers as (select n from generate_series(1, ${count}::int) n),
    people as (
      insert into contacts (email, language, verified_at)
      select 'many' || n || '@example.org', 'fr', now() from numbers returning id, split_part(email, '@', 1) as handle),
    made as (
      insert into members (contact_id, handle, name, password_hash, city, interests)
      select id, handle, 'Personne ' || n, 'none',
        (array['Montréal', 'Lille', 'Brest', 'Lyon', 'Nantes', 'Paris', 'Dijon', 'Tours', 'Pau', 'Metz'])[1 + n % 10],
        array[(array['théâtre', 'chorale', 'romans noirs', 'vélo', 'cuisine', 'astronomie', 'jardin'])[1 + n % 7]]
      from (select id, handle, substring(handle from '[0-9]+')::int as n from people) numbered returning id)
    insert into memberships (community_id, member_id, in_directory) select ${circle.id}, id, true from made`.execute(
    db,
  );
  await sql`vacuum analyze members, memberships`.execute(db);
}
