import { type Kysely, sql } from 'kysely';

/** More ways to prove who one is, and addresses and handles that change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table secrets drop constraint secrets_purpose_check;
    alter table secrets add check (purpose in (
      'confirm-signup', 'reset-password', 'confirm-rsvp', 'first-steward',
      'sign-in', 'second-factor', 'passkey', 'leave-address', 'take-address'
    ));

    -- time-based one-time passwords (RFC 6238)
    create table authenticators (
      member_id uuid primary key references members on delete cascade,
      secret bytea not null check (length(secret) >= 20),
      -- null while it is being set up: it does not count yet
      confirmed_at timestamptz,
      -- the last time step a code was taken for: none is taken twice (RFC 6238 section 5.2)
      last_step bigint not null default 0,
      created_at timestamptz not null default now()
    );
    create table recovery_codes (
      member_id uuid not null references members on delete cascade,
      -- SHA-256 of the code
      hash text not null check (length(hash) = 64),
      used_at timestamptz,
      primary key (member_id, hash)
    );
    create table passkeys (
      -- the credential's id, base64url (WebAuthn)
      id text primary key check (length(id) between 1 and 1400),
      member_id uuid not null references members on delete cascade,
      public_key bytea not null,
      counter bigint not null default 0,
      transports text[] not null default '{}',
      name text not null default '' check (length(name) <= 60 and name !~ '[[:cntrl:]]'),
      created_at timestamptz not null default now(),
      last_used_at timestamptz
    );
    create index passkeys_member on passkeys (member_id);

    create table email_changes (
      id uuid primary key default gen_random_uuid(),
      member_id uuid not null unique references members on delete cascade,
      email text not null check (length(email) between 3 and 254 and email !~ '[[:cntrl:][:space:]]'),
      -- by the old address, and by the new one
      released_at timestamptz,
      taken_at timestamptz,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );

    -- handles that members had: they lead to whoever had them, and are nobody else's for a year
    create table former_handles (
      handle text not null check (handle ~ '^[A-Za-z0-9_]{2,20}$'),
      member_id uuid references members on delete set null,
      left_at timestamptz not null default now()
    );
    create unique index former_handles_handle on former_handles (lower(handle));
    create index former_handles_member on former_handles (member_id);

    create function keep_former_handles() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and lower(new.handle) = lower(old.handle) then return new; end if;
      -- who leaves a handle and who takes it wait for each other here: the unique index alone would let the second have
      -- it before the first's row is to be seen. In order, so that two who swap theirs do not wait in a ring
      perform pg_advisory_xact_lock(hashtext('handle'), hashtext(one)) from (
        select distinct one from unnest(array[lower(new.handle)] || case when tg_op = 'UPDATE' then array[lower(old.handle)] end) one
        order by one
      ) ordered;
      if exists (
        select from former_handles
        where lower(handle) = lower(new.handle) and member_id is distinct from new.id
          and left_at > now() - interval '1 year'
      ) then
        raise unique_violation using message = 'this handle was somebody else''s within a year', constraint = 'former_handles_handle';
      end if;
      delete from former_handles where lower(handle) = lower(new.handle);
      if tg_op = 'UPDATE' then
        insert into former_handles (handle, member_id) values (old.handle, old.id);
      end if;
      return new;
    end $$;
    create trigger keep_former_handles before update of handle on members
      for each row execute function keep_former_handles();
    create trigger keep_former_handles_in before insert on members
      for each row execute function keep_former_handles();
  `.execute(db);
}
