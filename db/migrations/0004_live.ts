import { type Kysely, sql } from 'kysely';

/** Posts under hashtags, and the streams that carry them to open pages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table posts (
      id uuid primary key default gen_random_uuid(),
      author_id uuid not null references members on delete cascade,
      -- made by the browser: a post sent again after a tunnel is the same post
      client_key uuid not null,
      text text not null check (length(text) between 1 and 2000),
      reply_to uuid references posts on delete set null,
      created_at timestamptz not null default now(),
      removed_at timestamptz,
      unique (author_id, client_key)
    );
    create index posts_reply on posts (reply_to) where reply_to is not null;

    create table post_hashtags (
      tag text not null references hashtags,
      post_id uuid not null references posts on delete cascade,
      -- the post's own, repeated here so that a page of a busy hashtag reads one index
      created_at timestamptz not null,
      primary key (post_id, tag)
    );
    create index post_hashtags_page on post_hashtags (tag, created_at desc, post_id desc);

    create table thanks (
      post_id uuid not null references posts on delete cascade,
      member_id uuid not null references members on delete cascade,
      created_at timestamptz not null default now(),
      primary key (post_id, member_id)
    );

    create table streams (
      stream text primary key,
      seq bigint not null default 0
    );

    create table stream_entries (
      stream text not null references streams on delete cascade,
      seq bigint not null,
      change text not null check (change in ('added', 'changed', 'removed')),
      object uuid not null,
      at timestamptz not null default now(),
      primary key (stream, seq)
    );
    create index stream_entries_age on stream_entries (at);
  `.execute(db);
}
