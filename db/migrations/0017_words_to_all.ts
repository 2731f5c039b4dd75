import { type Kysely, sql } from 'kysely';

/** What a community tells all its members, and what each person wants to be written about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table community_announcements (
      id uuid primary key default gen_random_uuid(),
      community_id uuid not null references communities on delete cascade,
      author_id uuid references members on delete set null,
      title text not null check (length(title) between 1 and 120 and title !~ '[[:cntrl:]]'),
      text text not null check (length(text) between 1 and 10000),
      created_at timestamptz not null default now(),
      removed_at timestamptz
    );
    create index community_announcements_page on community_announcements (community_id, created_at desc, id desc);
    create index community_announcements_author on community_announcements (author_id);

    -- without a community it speaks of all; the one of the community goes first. Without either the letter is sent
    create table mail_preferences (
      contact_id uuid not null references contacts on delete cascade,
      kind text not null check (
        kind in ('announcements', 'evenings', 'invitations', 'reminders', 'requests', 'words')
      ),
      community_id uuid references communities on delete cascade,
      wanted boolean not null,
      changed_at timestamptz not null default now(),
      unique nulls not distinct (contact_id, kind, community_id)
    );
    create index mail_preferences_community on mail_preferences (community_id);
  `.execute(db);
}
