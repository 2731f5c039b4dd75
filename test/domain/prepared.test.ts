import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { db, withTransaction } from '#db/client';

afterAll(() => db.destroy());

const streams = (from: typeof db, name: string) =>
  from.selectFrom('streams').selectAll().where('stream', '=', name);

test('a statement that is asked for often is prepared, with other values too', async () => {
  await db.connection().execute(async (connection) => {
    for (const name of ['a', 'b', 'c', 'd']) expect(await streams(connection, name).execute()).toEqual([]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_prepared_statements where statement like '%from "streams"%'`.execute(
      connection,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

test('a table that changes under a prepared statement is read as it is now, in a transaction as well', async () => {
  await db.insertInto('streams').values({ stream: 'changing' }).execute();
  for (let time = 0; time < 4; time++) {
    await withTransaction(db, async (trx) => {
      await streams(trx as never, 'changing').execute();
    });
  }
  await sql`alter table streams add column mood text default 'calm'`.execute(db);
  try {
    const inside = await withTransaction(db, (trx) => streams(trx as never, 'changing').execute());
    expect(inside).toMatchObject([{ stream: 'changing', mood: 'calm' }]);
    expect(await streams(db, 'changing').execute()).toMatchObject([{ mood: 'calm' }]);
  } finally {
    await sql`alter table streams drop column mood`.execute(db);
  }
  expect(Object.keys((await streams(db, 'changing').execute())[0] ?? {})).not.toContain('mood');
});
