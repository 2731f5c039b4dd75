import { type Kysely, sql } from 'kysely';

/** Taking everything of one's own along, and leaving without a trace. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table exports (
      id uuid primary key default gen_random_uuid(),
      member_id uuid not null references members on delete cascade,
      -- null: everything of the member's own; else a community, for its keeper
      community_id uuid references communities on delete cascade,
      state text not null default 'queued' check (state in ('queued', 'building', 'ready', 'failed')),
      done integer not null default 0,
      total integer not null default 0,
      bytes bigint,
      -- of whoever asked for it: what stands beside the files is said in it
      language text not null check (language in ('fr', 'en')),
      -- a sign of life of whoever builds it; without one for a while another takes it up
      beat_at timestamptz,
      tries integer not null default 0,
      -- why it failed
      problem text check (problem in ('full', 'broken')),
      created_at timestamptz not null default now(),
      ready_at timestamptz,
      expires_at timestamptz not null,
      check ((state = 'ready') = (ready_at is not null)),
      check ((state = 'failed') = (problem is not null))
    );
    create index exports_member on exports (member_id, created_at desc);
    create index exports_community on exports (community_id);
    create index exports_expiry on exports (expires_at);
    -- one at a time of each
    create unique index exports_under_way on exports (member_id, community_id) nulls not distinct
      where state in ('queued', 'building');

    -- One row stands for everybody who left and left their words: nobody can tell them apart any more.
    alter table members
      add column former boolean not null default false,
      -- when everything goes; until then signing in brings it all back
      add column leaving_at timestamptz,
      add column leaving_words text check (leaving_words in ('erase', 'keep')),
      add column seen_at timestamptz not null default now(),
      add column warned_at timestamptz,
      alter column contact_id drop not null,
      drop constraint members_handle_check,
      add check (former = (contact_id is null)),
      add check (handle ~ '^[A-Za-z0-9_]{2,20}$' or (former and handle = '')),
      add check ((leaving_at is null) = (leaving_words is null));
    create unique index members_former on members (former) where former;
    create index members_leaving on members (leaving_at) where leaving_at is not null;
    create index members_seen on members (seen_at) where not former;

    -- who added somebody may leave; that they were added stays
    alter table rsvps add column added boolean not null default false;
    update rsvps set added = true where added_by is not null;
    alter table rsvps add check (added_by is null or added);
  `.execute(db);
}
