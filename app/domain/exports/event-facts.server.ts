import { sql } from 'kysely';

/** An event as an archive tells of it, from a table called `e`. */
export const eventFacts = (origin: string) => sql<{
  title: string;
  address: string;
  hashtag: string;
  startsAt: string;
  endsAt: string;
  timezone: string;
}>`json_build_object(
  'title', e.title, 'address', ${origin}::text || '/events/' || e.slug, 'hashtag', e.hashtag,
  'startsAt', ${iso('e.starts_at')}, 'endsAt', ${iso('e.ends_at')}, 'timezone', e.timezone)`;

/** An instant as ISO 8601 in UTC, inside JSON made by the database. */
export const iso = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
