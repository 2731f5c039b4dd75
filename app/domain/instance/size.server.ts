import { sql } from 'kysely';
import type { Db } from '#db/client';

const GROUPS = ['people', 'communities', 'events', 'live', 'letters', 'jobs', 'other'] as const;
export type TableGroup = (typeof GROUPS)[number];

const TABLES: Record<string, TableGroup> = Object.fromEntries(
  (
    [
      [
        'people',
        'contacts members sessions signups secrets profile_links media media_gone authenticators recovery_codes passkeys email_changes former_handles blocks mail_preferences exports',
      ],
      [
        'communities',
        'communities memberships charters join_requests community_invitations bans follows acts community_announcements reports testimonials testimonial_pictures testimonial_comments',
      ],
      ['events', 'events hosts invitations rsvps rsvp_requests announcements'],
      ['live', 'hashtags posts post_hashtags pens thanks streams stream_entries'],
      ['letters', 'letters notices'],
    ] as const
  ).flatMap(([group, tables]) => tables.split(' ').map((table) => [table, group])),
);

export interface DatabaseSize {
  /** Bytes, indexes included. */
  total: number;
  groups: { group: TableGroup; bytes: number }[];
  pictures: { count: number; bytes: number };
  /** Letters whose bytes are kept to be read here. */
  keptLetters: number;
}

/** What the database holds, by what it is about. */
export async function getDatabaseSize(db: Db): Promise<DatabaseSize> {
  const [tables, total, pictures, kept] = await Promise.all([
    sql<{ schema: string; name: string; bytes: string }>`
      select n.nspname as schema, c.relname as name, pg_total_relation_size(c.oid) as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker')
    `.execute(db),
    sql<{ bytes: string }>`select pg_database_size(current_database()) as bytes`.execute(db),
    db
      .selectFrom('media')
      .select([
        sql<number>`count(*)::int`.as('count'),
        sql<number>`coalesce(sum(bytes), 0)::float8`.as('bytes'),
      ])
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('letters')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('raw', 'is not', null)
      .executeTakeFirstOrThrow(),
  ]);
  const sums = new Map<TableGroup, number>(GROUPS.map((group) => [group, 0]));
  for (const { schema, name, bytes } of tables.rows) {
    const group = schema === 'graphile_worker' ? 'jobs' : (TABLES[name] ?? 'other');
    sums.set(group, (sums.get(group) ?? 0) + Number(bytes));
  }
  return {
    total: Number(total.rows[0]?.bytes ?? 0),
    groups: [...sums].map(([group, bytes]) => ({ group, bytes })),
    pictures,
    keptLetters: kept.count,
  };
}
