import { type Kysely, sql } from 'kysely';

/**
 * A name belongs where it was given: a member's to the member, the one an organizer or a guest typed to
 * that invitation or answer. On the address it would tell every other organizer who uses it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const name = sql`name text not null default '' check (length(name) <= 80 and name !~ '[[:cntrl:]]')`;
  await sql`
    alter table members add ${name};
    alter table invitations add ${name};
    alter table rsvps add ${name};
    update members set name = c.name from contacts c where c.id = contact_id;
    update invitations set name = c.name from contacts c
      where c.id = contact_id and not exists (select 1 from members m where m.contact_id = c.id);
    update rsvps set name = c.name from contacts c where c.id = contact_id;
    alter table members alter name drop default;
    alter table contacts drop name;
  `.execute(db);
}
