import { sql } from 'kysely';
import type { Db } from '#db/client';
import { idInToken, isGenuine } from '../domain/members/links.server';
import { type MailKind, type SuppressedBy, suppressedBy } from '../domain/members/rules';
import { wants } from '../domain/members/wishes.server';
import { stoppedAs } from './stoppable';

/** How widely letters are stopped: of one kind from one community, of one kind from all, of every kind. */
export type Scope = 'here' | 'kind' | 'all';

/** What a link in a letter's foot can stop, and what is stopped already. */
export interface Stop {
  contactId: string;
  email: string;
  /** Null behind a link of an older letter, which spoke of all kinds. */
  kind: MailKind | null;
  /** Its name is null where its reader may not know it. */
  community: { id: string; name: string | null } | null;
  /** The widest stop that holds; null where such letters are written. */
  stopped: Scope | null;
  /** Why nothing at all is written to the address. */
  refused: SuppressedBy | null;
}

/** What an unsubscribe link speaks of; undefined where it is not genuine, or its letter is forgotten. */
export async function findStop(db: Db, token: string): Promise<Stop | undefined> {
  const id = idInToken(token);
  if (!id) return undefined;
  const object = { id, version: 1 };
  if (await isGenuine(db, token, 'stop', object)) return stopOfLetter(db, id);
  if (await isGenuine(db, token, 'unsubscribe', object)) return stopOfContact(db, id);
  return undefined;
}

async function stopOfContact(db: Db, id: string): Promise<Stop | undefined> {
  const contact = await db
    .selectFrom('contacts')
    .select(['email', 'unsubscribed_at', 'suppressed_reason'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!contact) return undefined;
  const { email, unsubscribed_at, suppressed_reason } = contact;
  return {
    contactId: id,
    email,
    kind: null,
    community: null,
    stopped: unsubscribed_at ? 'all' : null,
    refused: suppressedBy(suppressed_reason),
  };
}

async function stopOfLetter(db: Db, id: string): Promise<Stop | undefined> {
  const letter = await db
    .selectFrom('letters as l')
    .innerJoin('contacts as c', 'c.id', 'l.contact_id')
    .leftJoin('events as e', (join) => join.on(sql`e.id`, '=', sql`(l.about ->> 'event')::uuid`))
    .leftJoin('communities as g', (join) =>
      join.on(sql`g.id`, '=', sql`coalesce((l.about ->> 'community')::uuid, e.community_id)`),
    )
    .leftJoin('hashtags as h', 'h.tag', 'g.hashtag')
    .select([
      'l.kind',
      'c.id as contactId',
      // Where it was sent: who reads there need not know where its owner reads now.
      'l.email',
      'c.unsubscribed_at',
      'c.suppressed_reason',
      'g.id as community',
    ])
    .select(
      sql<string | null>`case when g.visibility = 'public' or exists (
        select from memberships m join members who on who.id = m.member_id
        where m.community_id = g.id and who.contact_id = c.id
      ) then h.display end`.as('name'),
    )
    .where('l.id', '=', id)
    .executeTakeFirst();
  const kind = letter && stoppedAs(letter.kind);
  if (!kind) return undefined;
  const { contactId, email, community, name, unsubscribed_at, suppressed_reason } = letter;
  const { here, anywhere } = await db
    .selectFrom('contacts as c')
    .select([wants('c', kind, community).as('here'), wants('c', kind, null).as('anywhere')])
    .where('c.id', '=', contactId)
    .executeTakeFirstOrThrow();
  return {
    contactId,
    email,
    kind,
    community: community === null ? null : { id: community, name },
    stopped: unsubscribed_at ? 'all' : here ? null : anywhere ? 'here' : 'kind',
    refused: suppressedBy(suppressed_reason),
  };
}
