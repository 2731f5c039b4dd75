import { type Kysely, sql } from 'kysely';

/** What is written under a hashtag and by how many, kept by the database: its page no longer adds up everybody's pens. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table hashtags
      add column posts integer not null default 0,
      add column pens integer not null default 0;

    -- once a statement, so that many posts at once are one write
    create or replace function count_post_in() returns trigger language plpgsql as $$
    begin
      insert into pens (tag, member_id, posts, latest)
        select moved.tag, posts.author_id, count(*) filter (where posts.removed_at is null), max(moved.created_at)
        from moved join posts on posts.id = moved.post_id
        group by moved.tag, posts.author_id order by moved.tag, posts.author_id
        on conflict (tag, member_id) do update
          set posts = pens.posts + excluded.posts, latest = greatest(pens.latest, excluded.latest);
      return null;
    end $$;
    drop trigger count_post_in on post_hashtags;
    create trigger count_post_in after insert on post_hashtags
      referencing new table as moved for each statement execute function count_post_in();

    -- a member who goes takes their pens along, which are then counted out whole
    create or replace function recount_post() returns trigger language plpgsql as $$
    begin
      update pens
        set posts = posts + case when tg_op = 'UPDATE' and new.removed_at is null then 1 else -1 end
        from post_hashtags
        where post_hashtags.post_id = old.id and pens.tag = post_hashtags.tag and pens.member_id = old.author_id
          and exists (select from members where id = old.author_id);
      return old;
    end $$;

    -- its argument: 1 for what is there now, -1 for what was there before
    create function count_pens() returns trigger language plpgsql as $$
    begin
      -- in name order: two posts under the same hashtags must not wait for each other
      perform from hashtags where tag in (select tag from moved) order by tag for no key update;
      update hashtags
        set posts = hashtags.posts + tg_argv[0]::int * moved.posts,
            pens = hashtags.pens + tg_argv[0]::int * moved.pens
        from (select tag, sum(posts) as posts, count(*) filter (where posts > 0) as pens from moved group by tag) as moved
        where hashtags.tag = moved.tag;
      return null;
    end $$;
    create trigger count_pens_in after insert on pens
      referencing new table as moved for each statement execute function count_pens('1');
    create trigger count_pens_out after delete on pens
      referencing old table as moved for each statement execute function count_pens('-1');
    create trigger count_pens_before after update on pens
      referencing old table as moved for each statement execute function count_pens('-1');
    create trigger count_pens_now after update on pens
      referencing new table as moved for each statement execute function count_pens('1');

    -- behind the triggers: whoever writes from here on waits, and is counted by them
    update hashtags
      set posts = figures.posts, pens = figures.pens
      from (select tag, sum(posts) as posts, count(*) filter (where posts > 0) as pens from pens group by tag) as figures
      where hashtags.tag = figures.tag;
    drop index pens_figures;

    -- how few wear a role: without it, a third of a community is expected to, and all members are read
    create statistics memberships_hats on (cardinality(roles)) from memberships;
    analyze memberships;
  `.execute(db);
}
