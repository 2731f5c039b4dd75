import { type Kysely, sql } from 'kysely';

/**
 * Who wrote how much under a hashtag, kept while it is written: a page's figures cost the same under a
 * hundred posts and under a hundred thousand.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pens (
      tag text not null references hashtags,
      member_id uuid not null references members on delete cascade,
      posts integer not null,
      latest timestamptz not null,
      primary key (tag, member_id)
    );
    create index pens_latest on pens (latest desc);
    create index pens_member on pens (member_id);

    insert into pens (tag, member_id, posts, latest)
      select ph.tag, p.author_id, count(*) filter (where p.removed_at is null), max(ph.created_at)
      from post_hashtags ph join posts p on p.id = ph.post_id group by ph.tag, p.author_id;
  `.execute(db);
}
