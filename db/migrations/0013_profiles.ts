import { type Kysely, sql } from 'kysely';

/** Profiles whose fields each say who sees them, pictures, and the text a directory is searched by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists unaccent with schema public;

    create domain audience as text check (value in ('everyone', 'communities', 'nobody'));

    -- pictures that people brought; their files are named by the id
    create table media (
      id uuid primary key default gen_random_uuid(),
      -- what it is of, and thereby who may see it
      kind text not null check (kind in ('portrait', 'community', 'testimonial')),
      uploader_id uuid references members on delete set null,
      width integer not null check (width > 0),
      height integer not null check (height > 0),
      -- of all its files
      bytes integer not null check (bytes > 0),
      -- what stands in its place until it is there: a few pixels as a data address
      blur text not null check (length(blur) <= 2000),
      created_at timestamptz not null default now()
    );
    create index media_uploader on media (uploader_id);

    -- pictures whose files are to be removed: noted by whatever deletes the row
    create table media_gone (id uuid primary key, gone_at timestamptz not null default now());
    create function note_media_gone() returns trigger language plpgsql as $$
    begin
      insert into media_gone (id) select id from gone on conflict do nothing;
      return null;
    end $$;
    create trigger note_media_gone after delete on media
      referencing old table as gone for each statement execute function note_media_gone();

    alter table members
      add column name_seen_by audience not null default 'everyone',
      -- for what is the same to everybody: posts, hosts, whoever wears a role
      add column public_name text not null
        generated always as (case when name_seen_by = 'everyone' then name else handle end) stored,
      add column portrait_id uuid references media on delete set null,
      add column portrait_seen_by audience not null default 'everyone',
      add column bio_seen_by audience not null default 'everyone',
      add column city_seen_by audience not null default 'communities',
      add column occupation text not null default '' check (length(occupation) <= 120 and occupation !~ '[[:cntrl:]]'),
      add column occupation_seen_by audience not null default 'communities',
      add column interests text[] not null default '{}' check (cardinality(interests) <= 20),
      add column interests_seen_by audience not null default 'communities',
      add column calendar_version integer not null default 1;
    create index members_portrait on members (portrait_id) where portrait_id is not null;

    create table profile_links (
      member_id uuid not null references members on delete cascade,
      position smallint not null check (position between 0 and 9),
      kind text not null check (kind in ('x', 'mastodon', 'bluesky', 'linkedin', 'site')),
      url text not null check (url ~ '^https?://' and length(url) <= 300),
      seen_by audience not null default 'communities',
      primary key (member_id, position)
    );

    -- lower case and without accents. Unaccent is only stable, for its dictionary could be another: ours is named
    create function folded(text) returns text language sql immutable parallel safe strict
      return public.unaccent('public.unaccent'::regdictionary, lower($1));
    -- not strict, these two: only then are they planned with what asks, which takes a fraction of the time
    create function words_of(text) returns setof text language sql immutable parallel safe
      return left(regexp_split_to_table(public.folded($1), '[[:space:][:punct:]’·]+'), 32);
    -- a word, and what is left of it without one letter: two words of which one letter was added, left out, changed or
    -- swapped with the next have one of these in common (symmetric delete). The mark keeps them apart from beginnings
    create function spellings(word text) returns setof text language sql immutable parallel safe
      begin atomic
        select word || '~'
        union select overlay(word placing '' from place for 1) || '~' from generate_series(1, length(word)) place;
      end;
    -- what of a profile a directory is searched by, looked up whole: beginnings of words, and spellings of those of five letters
    create function directory_keys(texts text[]) returns text[] language sql immutable parallel safe
      begin atomic
        select coalesce(array_agg(distinct key), '{}') from unnest(texts) one, public.words_of(one) word, lateral (
          select left(word, letters) from generate_series(1, length(word)) letters
          union all select spelling from public.spellings(word) spelling where length(word) >= 5
        ) keys (key);
      end;
    -- what finds a word that was typed: itself as a beginning, and its spellings, for it may lack one letter of five
    create function typed_keys(word text) returns text[] language sql immutable parallel safe strict
      begin atomic
        select array_agg(key) from (
          select left(word, 32)
          union all select word || '~' where length(word) = 4
          union all select public.spellings(left(word, 32)) where length(word) >= 5
        ) keys (key);
      end;
    -- nothing its owner shows to nobody
    alter table members add column directory_keys text[] not null generated always as (directory_keys(
      array[
        handle,
        case when name_seen_by <> 'nobody' then name end,
        case when city_seen_by <> 'nobody' then city end
      ] || case when interests_seen_by <> 'nobody' then interests end
    )) stored;
    create index members_directory on members using gin (directory_keys);
  `.execute(db);
}
