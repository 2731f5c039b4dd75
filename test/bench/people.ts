import type pg from 'pg';

/*
 * People and evenings for benches, by the thousand: written straight into the database, because signing
 * them up one by one would take longer than what is measured.
 */

/** Makes members numbered from 1, each with an open session. Who is there already stays. */
export async function addMembers(database: pg.Client, count: number): Promise<void> {
  await database.query(
    `with numbers as (select n from generate_series(1, $1::int) n
       where not exists (select 1 from members where handle = 'bench' || n)),
     people as (
       insert into contacts (email, language, verified_at)
       select 'bench' || n || '@example.org', 'fr', now() from numbers returning id, email)
     insert into members (contact_id, handle, name, password_hash)
     select id, split_part(email, '@', 1), 'Personne ' || substring(email from '[0-9]+'), 'none' from people`,
    [count],
  );
  await database.query(
    `insert into sessions (id, user_id, expires_at, ends_at)
     select encode(sha256((handle || '-of-the-bench')::bytea), 'hex'), id, now() + interval '13 days', now() + interval '30 days'
     from members where handle like 'bench%' on conflict do nothing`,
  );
  await database.query('analyze');
}

/** The cookie of member number `n`. */
export const cookieOf = (n: number): string => `session=bench${n}-of-the-bench`;

/** A public evening in ten days, with member 1 as host. */
export async function addEvening(
  database: pg.Client,
  slug: string,
  capacity: number | null,
): Promise<{ id: string; slug: string; path: string }> {
  await database.query(
    `insert into hashtags (tag, display) values ('bench', 'bench') on conflict do nothing`,
  );
  await database.query(
    `insert into communities (hashtag, city) values ('bench', 'Paris') on conflict do nothing`,
  );
  await database.query(
    `update hashtags set community_id = communities.id from communities
     where tag = 'bench' and communities.hashtag = 'bench'`,
  );
  const { rows } = await database.query(
    `with evening as (
       insert into events (slug, community_id, hashtag, title, description, status, published_at, starts_at,
         ends_at, timezone, place, address, capacity)
       select $1, id, 'bench', 'Soirée ' || $1, 'On parle, on se voit.', 'published', now(),
         now() + interval '10 days', now() + interval '10 days 4 hours', 'Europe/Paris', 'La Cave',
         '9 bis, rue du Vieux-Puits', $2::int
       from communities where hashtag = 'bench' returning id),
     hosted as (
       insert into hosts (event_id, member_id)
       select evening.id, members.id from evening, members where handle = 'bench1'),
     wearing as (
       insert into memberships (community_id, member_id, roles)
       select communities.id, members.id, '{host}' from communities, members
       where hashtag = 'bench' and handle = 'bench1' on conflict do nothing)
     select id from evening`,
    [slug, capacity],
  );
  return { id: rows[0].id, slug, path: `/events/${slug}` };
}
