import { type Kysely, sql } from 'kysely';

/** How many a community is, kept by the database while people come and go, and its members in pages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table communities add column members integer not null default 0 check (members >= 0);

    -- once a statement, so that a thousand who come together are one write
    create function count_members() returns trigger language plpgsql as $$
    begin
      update communities
        set members = members + case when tg_op = 'INSERT' then moved.people else -moved.people end
        from (select community_id, count(*) as people from moved group by community_id) as moved
        where communities.id = moved.community_id;
      return null;
    end $$;
    create trigger count_members_in after insert on memberships
      referencing new table as moved for each statement execute function count_members();
    create trigger count_members_out after delete on memberships
      referencing old table as moved for each statement execute function count_members();

    -- behind the triggers: whoever comes or goes from here on waits, and is counted by them
    update communities
      set members = (select count(*) from memberships where memberships.community_id = communities.id);

    -- a page of members, in the order they came
    create index memberships_joined on memberships (community_id, joined_at, member_id);
    -- few wear a role, and a community's page names them
    create index memberships_roles on memberships (community_id) where cardinality(roles) > 0;
  `.execute(db);
}
