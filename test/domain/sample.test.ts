import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { listEvents } from '#app/domain/events/listings.server';
import { stranger } from '#app/domain/members/rules';
import { findHashtagPage, listPosts } from '#app/domain/posts/queries.server';
import { slideSample } from '#app/sample/evening.server';
import { loadSample } from '#app/sample/load.server';
import { db } from '#db/client';

test('the sample is lively, writes to nobody but the visitor, and slides to the day of a later start', async () => {
  await loadSample(db);
  const [evening, ...others] = await listEvents(db, stranger, { when: 'coming' });
  expect(evening).toMatchObject({ phase: 'on', hashtag: 'SoupeEtPoèmes', held: 19 });
  expect(others.length).toBeGreaterThan(4);
  expect((await listEvents(db, stranger, { when: 'past' })).length).toBe(3);
  expect(await findHashtagPage(db, stranger, 'soupeetpoèmes')).toMatchObject({ posts: 18 });
  const loud = await db.selectFrom('notices').select('kind').where('expanded_at', 'is', null).execute();
  expect(new Set(loud.map(({ kind }) => kind))).toEqual(new Set(['invitations-sent']));

  await sql`update events set starts_at = starts_at - interval '2 days', ends_at = ends_at - interval '2 days'`.execute(
    db,
  );
  await slideSample(db);
  const [again] = await listEvents(db, stranger, { when: 'coming' });
  expect(again).toMatchObject({ phase: 'on', hashtag: 'SoupeEtPoèmes' });
  const { posts } = await listPosts(db, stranger, 'soupeetpoèmes');
  expect(posts).toHaveLength(18);
});
