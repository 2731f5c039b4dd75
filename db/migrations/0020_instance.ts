import { type Kysely, sql } from 'kysely';

/** What its stewards decide for an instance. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table instance
      add column name text not null default 'Perchoir' check (length(name) between 1 and 60 and name !~ '[[:cntrl:]]'),
      add column languages text[] not null default '{fr,en}'
        check (cardinality(languages) > 0 and languages <@ array['fr', 'en']),
      add column community_creators text not null default 'members' check (community_creators in ('members', 'stewards')),
      -- years, self-declared
      add column minimum_age integer not null default 15 check (minimum_age between 13 and 18),
      add column organizers_need_second_factor boolean not null default false,
      -- months without a visit after which an account is deleted, having been warned
      add column inactive_months integer not null default 24 check (inactive_months between 6 and 120),
      -- days after an event at which unanswered invitations of non-members are forgotten
      add column invitation_days integer not null default 30 check (invitation_days between 1 and 365),
      -- months the traces of letters and the audit log of the instance are kept
      add column log_months integer not null default 12 check (log_months between 1 and 60);
  `.execute(db);
}
