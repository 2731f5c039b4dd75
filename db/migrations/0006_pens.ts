import { type Kysely, sql } from 'kysely';

/**
 * Who wrote how much under a hashtag, kept by the database while it is written: a page's figures cost the
 * same under a hundred posts and under a hundred thousand.
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

    create function count_post_in() returns trigger language plpgsql as $$
    begin
      insert into pens (tag, member_id, posts, latest)
        select new.tag, author_id, (removed_at is null)::int, new.created_at from posts where id = new.post_id
        on conflict (tag, member_id) do update
          set posts = pens.posts + excluded.posts, latest = greatest(pens.latest, excluded.latest);
      return null;
    end $$;
    create trigger count_post_in after insert on post_hashtags
      for each row execute function count_post_in();

    -- taken back, put back, or deleted; a member who goes takes their posts and their pen with them
    create function recount_post() returns trigger language plpgsql as $$
    begin
      update pens
        set posts = posts + case when tg_op = 'UPDATE' and new.removed_at is null then 1 else -1 end
        from post_hashtags
        where post_hashtags.post_id = old.id and pens.tag = post_hashtags.tag and pens.member_id = old.author_id;
      return old;
    end $$;
    create trigger recount_removed after update of removed_at on posts
      for each row when ((old.removed_at is null) <> (new.removed_at is null)) execute function recount_post();
    -- before, because the hashtags of a deleted post go with it
    create trigger recount_deleted before delete on posts
      for each row when (old.removed_at is null) execute function recount_post();
  `.execute(db);
}
