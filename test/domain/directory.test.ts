import { beforeAll, describe, expect, test } from 'vitest';
import { showInDirectory } from '#app/domain/communities/commands/directory.server';
import { countDiscreet, listDirectory } from '#app/domain/communities/directory.server';
import type { Self } from '#app/domain/members/rules';
import { db } from '#db/client';
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
