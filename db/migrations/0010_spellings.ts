import { type Kysely, sql } from 'kysely';

/** A draft keeps the spelling of its hashtag to itself: the hashtag is written when it is published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- the hashtag as its organizer typed it, without the #; what is shown once it is published is the hashtag's own
    alter table events add column spelling text check (length(spelling) <= 100);
    update events set spelling = hashtags.display from hashtags
      where hashtags.tag = events.hashtag and events.status = 'draft';
    alter table events drop constraint events_hashtag_fkey;
    alter table events add column published_hashtag text
      generated always as (case when status <> 'draft' then hashtag end) stored references hashtags;

    delete from hashtags where community_id is null
      and tag in (select hashtag from events where status = 'draft')
      and not exists (select from events where published_hashtag = hashtags.tag)
      and not exists (select from communities where hashtag = hashtags.tag)
      and not exists (select from post_hashtags where tag = hashtags.tag)
      and not exists (select from pens where tag = hashtags.tag);
  `.execute(db);
}
