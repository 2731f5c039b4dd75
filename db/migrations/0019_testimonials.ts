import { type Kysely, sql } from 'kysely';

/** Signed longer texts about a community, with pictures and comments. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table testimonials (
      id uuid primary key default gen_random_uuid(),
      community_id uuid not null references communities on delete cascade,
      -- null: a former member
      author_id uuid references members on delete set null,
      title text not null check (length(title) between 1 and 120 and title !~ '[[:cntrl:]]'),
      text text not null check (length(text) <= 20000),
      state text not null default 'draft' check (state in ('draft', 'offered', 'published', 'returned')),
      -- what a moderator answered who gave it back
      answer text not null default '' check (length(answer) <= 1000),
      decided_by uuid references members on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      offered_at timestamptz,
      published_at timestamptz,
      check (state <> 'offered' or (offered_at is not null and length(text) > 0)),
      check ((state = 'published') = (published_at is not null))
    );
    create index testimonials_page on testimonials (community_id, published_at desc, id desc) where state = 'published';
    create index testimonials_offered on testimonials (community_id, offered_at) where state = 'offered';
    create index testimonials_author on testimonials (author_id);
    create index testimonials_decided_by on testimonials (decided_by);

    create table testimonial_pictures (
      testimonial_id uuid not null references testimonials on delete cascade,
      media_id uuid not null unique references media on delete cascade,
      position smallint not null check (position between 0 and 9),
      alt text not null default '' check (length(alt) <= 500),
      primary key (testimonial_id, position)
    );

    create table testimonial_comments (
      id uuid primary key default gen_random_uuid(),
      testimonial_id uuid not null references testimonials on delete cascade,
      author_id uuid references members on delete set null,
      text text not null check (length(text) between 1 and 2000),
      created_at timestamptz not null default now(),
      removed_at timestamptz,
      removed_by uuid references members on delete set null
    );
    create index testimonial_comments_page on testimonial_comments (testimonial_id, created_at, id);
    create index testimonial_comments_author on testimonial_comments (author_id);
    create index testimonial_comments_removed_by on testimonial_comments (removed_by) where removed_by is not null;
  `.execute(db);
}
