import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { createPool } from '#db/client';
import { migrateToLatest } from '#db/migrate';
import type { Database } from '#db/schema';

/* On a database of its own, made empty: the others are cloned from one that is up to date. */

const own = new URL(process.env.DATABASE_URL ?? '');
const fresh = Object.assign(new URL(own), { pathname: `${own.pathname}_fresh` });
const open = (url: URL) =>
  new Kysely<Database>({
    dialect: new PostgresDialect({ pool: createPool({ connectionString: url.href }) }),
  });

const admin = open(own);
await sql`create database ${sql.id(fresh.pathname.slice(1))}`.execute(admin);
process.env.DATABASE_URL = fresh.href;
const db = open(fresh);

afterAll(async () => {
  await db.destroy();
  await sql`drop database ${sql.id(fresh.pathname.slice(1))} with (force)`.execute(admin);
  await admin.destroy();
});

/** What an instance of the first release held. */
async function live(): Promise<void> {
  await sql`
    with c as (insert into contacts (email, name) values ('zoe@example.org', 'Zoé') returning id),
    m as (insert into members (contact_id, handle, password_hash) select id, 'zoe', 'x' from c returning id),
    h as (insert into hashtags (tag, display) values ('thé', 'Thé') returning tag),
    g as (insert into communities (hashtag, created_by) select tag, m.id from h, m returning id),
    j as (insert into memberships (community_id, member_id) select g.id, m.id from g, m),
    e as (
      insert into events (slug, community_id, hashtag, title, starts_at, ends_at, timezone, capacity)
      select 'the-abc', g.id, h.tag, 'Thé', now(), now() + interval '2 hours', 'Europe/Paris', 3 from g, h returning id
    )
    insert into rsvps (event_id, contact_id, answer, seat) select e.id, c.id, 'going', 'held' from e, c;
    with p as (
      insert into posts (author_id, client_key, text) select id, gen_random_uuid(), 'Bonjour' from members returning *)
    insert into post_hashtags (tag, post_id, created_at) select 'thé', id, created_at from p;
    with c as (insert into contacts (email, name) values ('nine@example.org', 'Nine') returning id)
    insert into invitations (event_id, contact_id, language) select e.id, c.id, 'fr' from events e, c
  `.execute(db);
}

const written = () =>
  db.selectFrom('hashtags').select(['posts', 'pens']).where('tag', '=', 'thé').executeTakeFirstOrThrow();

test('migrations run forward on a database in use, twice and from two processes, and lose nothing', async () => {
  await migrateToLatest(db, '0004_live');
  await live();
  await Promise.all([migrateToLatest(db), migrateToLatest(db)]);
  await migrateToLatest(db);
  const row = await db
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .innerJoin('members', 'members.contact_id', 'rsvps.contact_id')
    .select(['members.name', 'rsvps.name as there', 'events.title', 'rsvps.seat'])
    .executeTakeFirst();
  expect(row).toEqual({ name: 'Zoé', there: 'Zoé', title: 'Thé', seat: 'held' });
  const invited = await db.selectFrom('invitations').select('name').executeTakeFirst();
  expect(invited?.name).toBe('Nine');
  const { members } = await db.selectFrom('communities').select('members').executeTakeFirstOrThrow();
  expect(members).toBe(1);
  expect(await written()).toEqual({ posts: 1, pens: 1 });
  const { sample_loaded_at } = await db
    .selectFrom('instance')
    .select('sample_loaded_at')
    .executeTakeFirstOrThrow();
  expect(sample_loaded_at).toBeNull();
});

test('how many a community is follows whoever joins, leaves or is erased', async () => {
  const count = async () =>
    (await db.selectFrom('communities').select('members').executeTakeFirstOrThrow()).members;
  await sql`
    with c as (insert into contacts (email) values ('ana@example.org'), ('bo@example.org') returning id, email),
    m as (insert into members (contact_id, handle, name, password_hash)
      select id, split_part(email, '@', 1), 'Ana ou Bo', 'x' from c returning id)
    insert into memberships (community_id, member_id) select g.id, m.id from communities g, m
  `.execute(db);
  expect(await count()).toBe(3);
  await sql`insert into memberships select * from memberships on conflict do nothing`.execute(db);
  await sql`update memberships set roles = '{host}'`.execute(db);
  expect(await count()).toBe(3);
  await sql`delete from memberships where member_id = (select id from members where handle = 'ana')`.execute(
    db,
  );
  await sql`delete from contacts where email = 'bo@example.org'`.execute(db);
  expect(await count()).toBe(1);
});

test('what is written under a hashtag is counted however it comes and goes', async () => {
  await sql`
    with c as (insert into contacts (email) values ('ida@example.org') returning id),
    m as (insert into members (contact_id, handle, name, password_hash) select id, 'ida', 'Ida', 'x' from c returning id),
    p as (
      insert into posts (author_id, client_key, text, removed_at)
      select id, gen_random_uuid(), 'Encore', case when n = 3 then now() end from m, generate_series(1, 3) n returning *)
    insert into post_hashtags (tag, post_id, created_at) select 'thé', id, created_at from p`.execute(db);
  expect(await written()).toEqual({ posts: 3, pens: 2 });
  await sql`update posts set removed_at = case when removed_at is null then now() end where text = 'Encore'`.execute(
    db,
  );
  expect(await written()).toEqual({ posts: 2, pens: 2 });
  await sql`update posts set removed_at = now() where text = 'Encore'`.execute(db);
  expect(await written()).toEqual({ posts: 1, pens: 1 });
  await sql`update posts set removed_at = null`.execute(db);
  expect(await written()).toEqual({ posts: 4, pens: 2 });
  await sql`delete from contacts where email = 'ida@example.org'`.execute(db);
  expect(await written()).toEqual({ posts: 1, pens: 1 });
});

test('the database refuses what the product promises not to hold', async () => {
  const refuse = (statement: ReturnType<typeof sql>) =>
    expect(statement.execute(db)).rejects.toThrow(/violates/);
  await refuse(sql`insert into contacts (email) values ('ZOE@example.org')`);
  await refuse(sql`update rsvps set seat = null`);
  await refuse(sql`update rsvps set answer = 'declined'`);
  await refuse(sql`update rsvps set seat = 'offered'`);
  await refuse(sql`update rsvps set seat = 'waiting'`);
  await refuse(sql`update events set ends_at = starts_at`);
  await refuse(sql`update events set status = 'cancelled'`);
  await refuse(sql`update events set capacity = 0`);
  await refuse(
    sql`insert into rsvps (event_id, contact_id, answer, seat) select event_id, contact_id, 'going', 'held' from rsvps`,
  );
  await refuse(
    sql`insert into memberships (community_id, member_id, roles) select communities.id, members.id, '{boss}' from communities, members`,
  );
});
