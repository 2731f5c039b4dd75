import { sql } from 'kysely';
import type { Trx } from '#db/client';
import { KEPT_FROM } from './catalogue';
import type { Recipient } from './readers.server';

/**
 * Those of a notice's recipients who blocked the member whose doing it is: inviting them, adding them by hand. Their
 * letter is made as any other and goes nowhere, so that nothing tells. What a whole community is told (announcements,
 * changes of what one answered oneself) is the community's and goes to all. By lower-cased address, as `notWrittenTo`.
 */
export async function keptFrom(trx: Trx, recipients: Recipient[]): Promise<Map<string, string>> {
  const pairs = recipients.flatMap(({ contactId, by, email }) =>
    contactId && by ? [{ contactId, by, email }] : [],
  );
  if (pairs.length === 0) return new Map();
  const { rows } = await sql<{ email: string }>`
    select lower(pair.email) as email
    from unnest(${pairs.map(({ contactId }) => contactId)}::uuid[], ${pairs.map(({ by }) => by)}::uuid[],
      ${pairs.map(({ email }) => email)}::text[]) as pair (contact_id, by, email)
    join members on members.contact_id = pair.contact_id
    join blocks on blocks.member_id = members.id and blocks.other_id = pair.by and blocks.kind = 'blocked'
  `.execute(trx);
  return new Map(rows.map(({ email }) => [email, KEPT_FROM]));
}
