import { type Kysely, sql } from 'kysely';

/** Contacts, members, their sessions, and the one-time secrets that letters carry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table instance (
      only_one boolean primary key default true check (only_one),
      -- 244 random bits, from which links in letters are derived
      secret text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
      mail_paused_at timestamptz,
      mail_pause_reason text,
      created_at timestamptz not null default now()
    );
    insert into instance default values;

    create table contacts (
      id uuid primary key default gen_random_uuid(),
      email text not null check (length(email) between 3 and 254 and email !~ '[[:cntrl:][:space:]]'),
      name text not null default '' check (length(name) <= 80 and name !~ '[[:cntrl:]]'),
      language text check (language in ('fr', 'en')),
      verified_at timestamptz,
      suppressed_at timestamptz,
      suppressed_reason text,
      unsubscribed_at timestamptz,
      created_at timestamptz not null default now(),
      check ((suppressed_at is null) = (suppressed_reason is null))
    );
    create unique index contacts_email on contacts (lower(email));

    create table members (
      id uuid primary key default gen_random_uuid(),
      contact_id uuid not null unique references contacts on delete cascade,
      handle text not null check (handle ~ '^[A-Za-z0-9_]{2,20}$'),
      password_hash text not null,
      bio text not null default '' check (length(bio) <= 500),
      city text not null default '' check (length(city) <= 80),
      timezone text not null default 'Europe/Paris',
      steward boolean not null default false,
      suspended_at timestamptz,
      created_at timestamptz not null default now()
    );
    create unique index members_handle on members (lower(handle));

    create table sessions (
      -- SHA-256 of the cookie's token, in hexadecimal: the token itself is never stored
      id text primary key check (length(id) = 64),
      user_id uuid not null references members on delete cascade,
      expires_at timestamptz not null,
      ends_at timestamptz not null,
      last_seen_at timestamptz not null default now(),
      user_agent text not null default '',
      created_at timestamptz not null default now()
    );
    create index sessions_user on sessions (user_id);
    create index sessions_expiry on sessions (expires_at);

    create table signups (
      id uuid primary key default gen_random_uuid(),
      email text not null,
      handle text not null check (handle ~ '^[A-Za-z0-9_]{2,20}$'),
      name text not null,
      password_hash text not null,
      language text not null check (language in ('fr', 'en')),
      timezone text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index signups_expiry on signups (expires_at);

    create table secrets (
      -- SHA-256 of the token in the letter
      hash text primary key check (length(hash) = 64),
      purpose text not null check (purpose in ('confirm-signup', 'reset-password', 'confirm-rsvp', 'first-steward')),
      email text not null,
      object uuid,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      consumed_at timestamptz
    );
    create index secrets_expiry on secrets (expires_at);
    create index secrets_email on secrets (lower(email), purpose);

    create table rate_limits (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    );
  `.execute(db);
}
