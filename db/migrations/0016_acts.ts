import { type Kysely, sql } from 'kysely';

/** The audit log: who did what to whom, in a community or (without one) on the instance. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table acts (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      community_id uuid references communities on delete cascade,
      actor_id uuid references members on delete set null,
      -- the member it was done to
      subject_id uuid references members on delete set null,
      kind text not null,
      -- ids and words of the act: never a private field of anybody
      details jsonb not null default '{}'
    );
    create index acts_community on acts (community_id, id desc);
    create index acts_actor on acts (actor_id);
    create index acts_subject on acts (subject_id);
  `.execute(db);
}
