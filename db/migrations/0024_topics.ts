import { type Kysely, sql } from 'kysely';

/** Topics: what some members talk about apart, in a community, around an evening or among themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table topics (
      id uuid primary key default gen_random_uuid(),
      -- null where it is of its people alone
      community_id uuid references communities on delete cascade,
      event_id uuid references events on delete cascade,
      title text not null check (length(title) between 1 and 120),
      purpose text not null default '' check (length(purpose) <= 1000),
      -- whether members of its community come in unasked
      admission text not null check (admission in ('open', 'invitation')),
      -- whether those who follow its evening from afar are in
      remote boolean not null default false,
      confidential boolean not null default false,
      -- a temporary one's end
      ends_at timestamptz,
      -- the position of its newest message; held, it puts those who write at once in a line
      messages bigint not null default 0,
      created_by uuid references members on delete set null,
      created_at timestamptz not null default now(),
      latest_at timestamptz not null default now(),
      check (event_id is null or community_id is not null),
      check (community_id is not null or admission = 'invitation'),
      check (not remote or event_id is not null),
      check (ends_at > created_at)
    );
    create index topics_community on topics (community_id, latest_at desc);
    create unique index topics_event on topics (event_id);
    create index topics_author on topics (created_by);
    create index topics_end on topics (ends_at) where ends_at is not null;

    -- Who is in, and what each keeps of it. An evening's has whom its answers say: a row here is their reading alone.
    create table topic_members (
      topic_id uuid not null references topics on delete cascade,
      member_id uuid not null references members on delete cascade,
      -- looks after it
      keeper boolean not null default false,
      joined_at timestamptz not null default now(),
      -- of a confidential one: when they promised
      promised_at timestamptz,
      -- the position of the last message they saw
      read_up_to bigint not null default 0,
      level text not null default 'all' check (level in ('all', 'mentions', 'none')),
      primary key (topic_id, member_id)
    );
    create index topic_members_member on topic_members (member_id);

    create table topic_invitations (
      topic_id uuid not null references topics on delete cascade,
      member_id uuid not null references members on delete cascade,
      invited_by uuid references members on delete set null,
      created_at timestamptz not null default now(),
      primary key (topic_id, member_id)
    );
    create index topic_invitations_member on topic_invitations (member_id);
    create index topic_invitations_author on topic_invitations (invited_by);

    create table messages (
      id uuid primary key default gen_random_uuid(),
      topic_id uuid not null references topics on delete cascade,
      -- in the order they were committed
      position bigint not null check (position > 0),
      author_id uuid not null references members on delete cascade,
      -- made by the browser: a message sent again after a tunnel is the same message
      client_key uuid not null,
      -- empty once it was taken back
      text text not null check (length(text) <= 16000 and (text <> '') = (removed_at is null)),
      reply_to uuid references messages on delete set null,
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      removed_at timestamptz,
      unique (author_id, client_key),
      unique (topic_id, position)
    );
    create index messages_reply on messages (reply_to) where reply_to is not null;
  `.execute(db);
}
