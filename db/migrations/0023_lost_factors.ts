import { type Kysely, sql } from 'kysely';

/** A member who lost their second factor confirms by a link of their own what a steward has opened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table secrets drop constraint secrets_purpose_check;
    alter table secrets add constraint secrets_purpose_check check (purpose in (
      'confirm-signup', 'reset-password', 'confirm-rsvp', 'first-steward',
      'sign-in', 'second-factor', 'passkey', 'leave-address', 'take-address', 'reset-factors'
    ));
  `.execute(db);
}
