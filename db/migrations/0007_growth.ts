import { type Kysely, sql } from 'kysely';

/** What lists and figures are read from without going through everything else that has gathered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- lists begin at now and end when they are full
    create index events_starts on events (starts_at) where status <> 'draft';
    -- few follow from afar, and every event and every post asks who
    create index rsvps_remote on rsvps (event_id, contact_id, seen_by) where answer = 'remote';
    -- a hashtag's figures leave out those who are suspended
    create index pens_figures on pens (tag) include (member_id, posts) where posts > 0;
    create index members_suspended on members (id) where suspended_at is not null;
  `.execute(db);
}
