import { type Kysely, sql } from 'kysely';

/** Facts that leave the domain, and the letters they become. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notices (
      id bigint generated always as identity primary key,
      kind text not null,
      payload jsonb not null,
      created_at timestamptz not null default now(),
      expanded_at timestamptz
    );
    create index notices_unexpanded on notices (id) where expanded_at is null;

    create table letters (
      id uuid primary key default gen_random_uuid(),
      notice_id bigint not null references notices on delete cascade,
      contact_id uuid references contacts on delete set null,
      invitation_id uuid references invitations on delete set null,
      kind text not null,
      email text not null,
      -- ids only: what the letter is about; its words are read when it is rendered
      about jsonb not null default '{}',
      message_id text not null unique,
      state text not null default 'queued'
        check (state in ('queued', 'sending', 'sent', 'failed', 'dropped')),
      reason text,
      attempts integer not null default 0,
      -- when it may be tried (again); while it is being sent, when its sender is given up for dead
      next_try_at timestamptz not null default now(),
      first_tried_at timestamptz,
      sent_at timestamptz,
      subject text,
      -- the message as sent, kept only on an instance without SMTP
      raw bytea,
      created_at timestamptz not null default now()
    );
    create unique index letters_once on letters (notice_id, lower(email));
    create index letters_due on letters (next_try_at) where state in ('queued', 'sending');
    create index letters_invitation on letters (invitation_id) where invitation_id is not null;
    create index letters_recent on letters (created_at desc);
  `.execute(db);
}
