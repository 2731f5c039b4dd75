import { type Kysely, sql } from 'kysely';

/** Hashtags and the communities that own them; events, invitations and RSVPs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table hashtags (
      -- NFKC, lower case, accents kept, without the #
      tag text primary key check (length(tag) between 1 and 100 and tag !~ '[#[:space:][:cntrl:]]'),
      display text not null,
      community_id uuid,
      created_at timestamptz not null default now()
    );

    create table communities (
      id uuid primary key default gen_random_uuid(),
      hashtag text not null unique references hashtags,
      description text not null default '' check (length(description) <= 5000),
      city text not null default '' check (length(city) <= 80),
      visibility text not null default 'public' check (visibility in ('public', 'hidden')),
      created_by uuid references members on delete set null,
      created_at timestamptz not null default now()
    );
    alter table hashtags add foreign key (community_id) references communities on delete set null;
    create index hashtags_community on hashtags (community_id) where community_id is not null;

    create table memberships (
      community_id uuid not null references communities on delete cascade,
      member_id uuid not null references members on delete cascade,
      roles text[] not null default '{}'
        check (roles <@ array['keeper', 'organizer', 'host', 'scribe', 'tutor', 'moderator']),
      joined_at timestamptz not null default now(),
      primary key (community_id, member_id)
    );
    create index memberships_member on memberships (member_id);

    create table events (
      id uuid primary key default gen_random_uuid(),
      slug text not null unique check (slug ~ '^[a-z0-9-]{3,120}$'),
      community_id uuid not null references communities on delete cascade,
      hashtag text not null references hashtags,
      title text not null check (length(title) between 1 and 120 and title !~ '[[:cntrl:]]'),
      description text not null default '' check (length(description) <= 20000),
      agenda text not null default '' check (length(agenda) <= 4000),
      visibility text not null default 'public' check (visibility in ('public', 'community', 'link')),
      status text not null default 'draft' check (status in ('draft', 'published', 'cancelled')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      timezone text not null,
      place text not null default '' check (length(place) <= 120 and place !~ '[[:cntrl:]]'),
      address text not null default '' check (length(address) <= 300),
      access_notes text not null default '' check (length(access_notes) <= 1000),
      address_visibility text not null default 'everyone' check (address_visibility in ('everyone', 'going')),
      online_url text not null default '' check (length(online_url) <= 500),
      capacity integer check (capacity between 1 and 100000),
      rsvp_deadline timestamptz,
      -- what a seat freed in the last 24 hours becomes: given to the next in line, or offered until a time
      late_seats text not null default 'offer' check (late_seats in ('give', 'offer')),
      next_waiting_no bigint not null default 1,
      -- RFC 5545 3.8.7.4: grows with each change that calendars must hear of
      sequence integer not null default 0,
      cancellation_note text not null default '' check (length(cancellation_note) <= 2000),
      created_by uuid references members on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      published_at timestamptz,
      cancelled_at timestamptz,
      reminded_at timestamptz,
      check (ends_at > starts_at),
      check (rsvp_deadline is null or rsvp_deadline <= starts_at),
      check ((status = 'cancelled') = (cancelled_at is not null)),
      check (status = 'draft' or published_at is not null)
    );
    create index events_community on events (community_id, starts_at);
    create index events_hashtag on events (hashtag);
    create index events_coming on events (ends_at) where status = 'published';

    create table hosts (
      event_id uuid not null references events on delete cascade,
      member_id uuid not null references members on delete cascade,
      primary key (event_id, member_id)
    );
    create index hosts_member on hosts (member_id);

    create table invitations (
      id uuid primary key default gen_random_uuid(),
      event_id uuid not null references events on delete cascade,
      contact_id uuid not null references contacts on delete cascade,
      invited_by uuid references members on delete set null,
      message text not null default '' check (length(message) <= 2000),
      language text not null check (language in ('fr', 'en')),
      version integer not null default 1,
      created_at timestamptz not null default now(),
      opened_at timestamptz,
      reminded_at timestamptz,
      revoked_at timestamptz,
      unique (event_id, contact_id)
    );
    create index invitations_contact on invitations (contact_id);

    create table rsvps (
      id uuid primary key default gen_random_uuid(),
      event_id uuid not null references events on delete cascade,
      contact_id uuid not null references contacts on delete cascade,
      answer text not null check (answer in ('going', 'maybe', 'declined', 'remote')),
      seat text check (seat in ('held', 'waiting', 'offered')),
      -- drawn under the event's lock: the order of arrival, which now() would not be
      waiting_no bigint,
      offered_until timestamptz,
      seen_by text not null default 'organizers' check (seen_by in ('everyone', 'going', 'organizers')),
      version integer not null default 1,
      added_by uuid references members on delete set null,
      removed_at timestamptz,
      created_at timestamptz not null default now(),
      answered_at timestamptz not null default now(),
      unique (event_id, contact_id),
      unique (event_id, waiting_no),
      check ((answer = 'going') = (seat is not null)),
      check ((seat = 'waiting') <= (waiting_no is not null)),
      check ((seat is not distinct from 'offered') = (offered_until is not null)),
      check (removed_at is null or answer = 'declined')
    );
    create index rsvps_seats on rsvps (event_id, seat);
    create index rsvps_contact on rsvps (contact_id);
    create index rsvps_offers on rsvps (offered_until) where seat = 'offered';

    -- a guest's answer from a public page, waiting for its address to be confirmed
    create table rsvp_requests (
      id uuid primary key default gen_random_uuid(),
      event_id uuid not null references events on delete cascade,
      email text not null,
      name text not null,
      answer text not null check (answer in ('going', 'maybe', 'declined', 'remote')),
      seen_by text not null check (seen_by in ('everyone', 'going', 'organizers')),
      language text not null check (language in ('fr', 'en')),
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index rsvp_requests_expiry on rsvp_requests (expires_at);

    -- what organizers write to those going
    create table announcements (
      id uuid primary key default gen_random_uuid(),
      event_id uuid not null references events on delete cascade,
      author_id uuid references members on delete set null,
      segment text not null check (segment in ('going', 'waiting', 'maybe', 'remote', 'silent')),
      text text not null check (length(text) between 1 and 5000),
      created_at timestamptz not null default now()
    );
    create index announcements_event on announcements (event_id);
  `.execute(db);
}
