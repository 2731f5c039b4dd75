import { type Kysely, sql } from 'kysely';

/** Who wants nothing more to do with whom, and what is reported to moderators and stewards. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table blocks (
      member_id uuid not null references members on delete cascade,
      other_id uuid not null references members on delete cascade,
      -- muted: I do not see them. Blocked: nor do they reach me, or see more of me than a stranger does
      kind text not null check (kind in ('muted', 'blocked')),
      created_at timestamptz not null default now(),
      primary key (member_id, other_id),
      check (member_id <> other_id)
    );
    create index blocks_other on blocks (other_id);

    create table reports (
      id uuid primary key default gen_random_uuid(),
      reporter_id uuid references members on delete set null,
      about text not null check (about in ('member', 'post', 'event', 'community', 'testimonial', 'comment')),
      object uuid not null,
      -- whose moderators look at it; null: the stewards
      community_id uuid references communities on delete cascade,
      -- the member it is about
      subject_id uuid references members on delete set null,
      -- the thing as it was when it was reported, and nothing around it
      quoted jsonb not null default '{}',
      reason text not null check (reason in ('unkind', 'spam', 'private', 'illegal', 'other')),
      note text not null default '' check (length(note) <= 1000),
      created_at timestamptz not null default now(),
      -- passed on by moderators who could not or would not decide
      passed_at timestamptz,
      decision text check (decision in ('nothing', 'removed', 'warned', 'banned', 'suspended')),
      decision_note text not null default '' check (length(decision_note) <= 1000),
      decided_by uuid references members on delete set null,
      decided_at timestamptz,
      check ((decision is null) = (decided_at is null))
    );
    -- one open report of a thing by a person
    create unique index reports_once on reports (reporter_id, about, object) where decided_at is null;
    create index reports_queue on reports (community_id, created_at) where decided_at is null;
    create index reports_subject on reports (subject_id);
    create index reports_decided_by on reports (decided_by);

    alter table posts add column removed_by uuid references members on delete set null;
    create index posts_removed_by on posts (removed_by) where removed_by is not null;
    alter table members
      add column suspended_reason text not null default '' check (length(suspended_reason) <= 1000);
  `.execute(db);
}
