import { type Kysely, sql } from 'kysely';

/**
 * Who leaves a community, or is removed from it, parts with its events: an answer given as one of its members opens
 * none of those that are not open to everybody. An invitation of one's own still does.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rsvps add column left_at timestamptz;
    create function part_with_events() returns trigger language plpgsql as $$
    begin
      update rsvps set left_at = now()
        from gone
          join members on members.id = gone.member_id
          join events on events.community_id = gone.community_id
        where rsvps.event_id = events.id and rsvps.contact_id = members.contact_id;
      return null;
    end $$;
    create trigger part_with_events after delete on memberships
      referencing old table as gone for each statement execute function part_with_events();
  `.execute(db);
}
