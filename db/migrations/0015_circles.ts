import { type Kysely, sql } from 'kysely';

/** How people come into a community and go: admission, charter, invitations, directory, bans; and those who follow it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table communities
      add column admission text not null default 'open' check (admission in ('open', 'approval', 'invitation')),
      add column picture_id uuid references media on delete set null,
      add column picture_alt text not null default '' check (length(picture_alt) <= 500),
      -- the invitation link that works: null where there is none
      add column link_version integer,
      -- so that none that was switched off comes back to life
      add column links_made integer not null default 0;
    create index communities_picture on communities (picture_id) where picture_id is not null;

    create table charters (
      community_id uuid not null references communities on delete cascade,
      version integer not null check (version > 0),
      text text not null check (length(text) between 1 and 20000),
      written_by uuid references members on delete set null,
      created_at timestamptz not null default now(),
      primary key (community_id, version)
    );
    create index charters_writer on charters (written_by);

    alter table memberships
      add column in_directory boolean not null default false,
      -- the charter they accepted last
      add column charter_version integer,
      add column charter_accepted_at timestamptz,
      add foreign key (community_id, charter_version) references charters (community_id, version),
      add check ((charter_version is null) = (charter_accepted_at is null));
    -- a page of the directory, in the order they came
    create index memberships_directory on memberships (community_id, joined_at, member_id) where in_directory;

    create table join_requests (
      community_id uuid not null references communities on delete cascade,
      member_id uuid not null references members on delete cascade,
      message text not null default '' check (length(message) <= 1000),
      in_directory boolean not null default false,
      charter_version integer,
      created_at timestamptz not null default now(),
      primary key (community_id, member_id),
      foreign key (community_id, charter_version) references charters (community_id, version)
    );
    create index join_requests_member on join_requests (member_id);

    create table community_invitations (
      id uuid primary key default gen_random_uuid(),
      community_id uuid not null references communities on delete cascade,
      contact_id uuid not null references contacts on delete cascade,
      invited_by uuid references members on delete set null,
      message text not null default '' check (length(message) <= 2000),
      language text not null check (language in ('fr', 'en')),
      version integer not null default 1,
      created_at timestamptz not null default now(),
      accepted_at timestamptz,
      revoked_at timestamptz,
      unique (community_id, contact_id)
    );
    create index community_invitations_contact on community_invitations (contact_id);
    create index community_invitations_inviter on community_invitations (invited_by);

    create table bans (
      community_id uuid not null references communities on delete cascade,
      member_id uuid not null references members on delete cascade,
      reason text not null check (length(reason) between 1 and 1000),
      banned_by uuid references members on delete set null,
      banned_at timestamptz not null default now(),
      primary key (community_id, member_id)
    );
    create index bans_member on bans (member_id);
    create index bans_author on bans (banned_by);

    create table follows (
      community_id uuid not null references communities on delete cascade,
      member_id uuid not null references members on delete cascade,
      created_at timestamptz not null default now(),
      primary key (community_id, member_id)
    );
    create index follows_member on follows (member_id);

    -- by whichever door: who is banned does not come in, and does not wait at it
    create function refuse_banned() returns trigger language plpgsql as $$
    begin
      -- two at once, a ban and a joining: one waits for the other. The lock is the one that counting members takes anyway
      perform from communities where id = new.community_id for no key update;
      if exists (select from bans where community_id = new.community_id and member_id = new.member_id) then
        raise check_violation using message = 'banned from this community', constraint = 'memberships_banned';
      end if;
      return new;
    end $$;
    create trigger refuse_banned before insert on memberships for each row execute function refuse_banned();
    create trigger refuse_banned before insert on join_requests for each row execute function refuse_banned();
    create trigger refuse_banned before insert on follows for each row execute function refuse_banned();
  `.execute(db);
}
