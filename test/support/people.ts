import { createCommunity } from '#app/domain/communities/commands/create-community.server';
import { admit } from '#app/domain/communities/commands/join-community.server';
import { createEvent, publishEvent } from '#app/domain/events/commands/write-event.server';
import type { EventForm } from '#app/domain/events/rules';
import { createMember } from '#app/domain/members/commands/sign-up.server';
import { ensureContact } from '#app/domain/members/contacts.server';
import { findSelf } from '#app/domain/members/queries.server';
import type { Self, Viewer } from '#app/domain/members/rules';
import { db } from '#db/client';

/* People, communities and events for tests, made through the product's own commands. */

let made = 0;
const next = () => ++made;

/** A verified member; their password is nobody's, so that making one costs no Argon2. */
export async function aMember(
  name = `Membre ${next()}`,
  more: { language?: 'fr' | 'en' } = {},
): Promise<Self> {
  const handle = `m${next()}_${name.replace(/\W/g, '').slice(0, 10)}`;
  const id = await db.transaction().execute((trx) =>
    createMember(trx, {
      email: `${handle}@example.org`.toLowerCase(),
      handle,
      name,
      password_hash: 'none',
      language: more.language ?? 'fr',
      timezone: 'Europe/Paris',
    }),
  );
  const self = id && (await findSelf(db, id));
  if (!self) throw new Error('the member was not made');
  return self;
}

export const asViewer = (member: Self | null): Viewer => ({ member, keys: [] });

export async function aGuest(
  name = `Invité ${next()}`,
): Promise<{ id: string; email: string; name: string }> {
  const email = `guest${next()}@example.org`;
  const { id } = await db.transaction().execute((trx) => ensureContact(trx, { email }));
  return { id, email, name };
}

export async function aCommunity(
  keeper: Self,
  hashtag = `groupe${next()}`,
): Promise<{ id: string; tag: string }> {
  const made = await createCommunity(db, keeper, {
    hashtag,
    description: 'On parle, on se voit.',
    city: 'Paris',
  });
  if (!made.ok) throw new Error(`no community: ${made.reason}`);
  return made;
}

/** Makes somebody a member, whatever the doors. */
export const joins = (member: Self, community: { id: string }): Promise<void> =>
  db
    .transaction()
    .execute((trx) =>
      admit(
        trx,
        { community_id: community.id, member_id: member.id },
        { in_directory: false, charter_version: null },
      ),
    );

/** A local time so many days from now, at 19:30, as a form has it. */
export function evening(inDays: number, time = '19:30'): string {
  return `${new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10)}T${time}`;
}

export function eventForm(community: { tag: string }, more: Partial<EventForm> = {}): EventForm {
  return {
    community: community.tag,
    title: 'Le gâteau d’abord',
    hashtag: `soiree${next()}`,
    description: '',
    agenda: '',
    starts: evening(10),
    ends: evening(10, '23:30'),
    startsFold: undefined,
    endsFold: undefined,
    timezone: 'Europe/Paris',
    place: 'La Cave',
    address: '9 bis, rue du Vieux-Puits',
    accessNotes: '',
    addressVisibility: 'everyone',
    onlineUrl: '',
    capacity: null,
    rsvpDeadline: '',
    visibility: 'public',
    lateSeats: 'give',
    ...more,
  };
}

/** A published event. */
export async function anEvent(
  organizer: Self,
  community: { tag: string },
  more: Partial<EventForm> = {},
): Promise<{ id: string; slug: string; form: EventForm }> {
  const form = eventForm(community, more);
  const made = await createEvent(db, organizer, form);
  if (!made.ok) throw new Error(`no event: ${JSON.stringify(made)}`);
  const published = await publishEvent(db, organizer, made.id);
  if (!published.ok) throw new Error(`not published: ${JSON.stringify(published)}`);
  return { id: made.id, slug: made.slug, form };
}

/** Moves an event's start to so many hours from now (and its end four hours on), as time would. */
export async function beginsIn(eventId: string, hours: number): Promise<void> {
  const starts = Date.now() + hours * 3_600_000;
  await db
    .updateTable('events')
    .set({ starts_at: new Date(starts), ends_at: new Date(starts + 4 * 3_600_000), rsvp_deadline: null })
    .where('id', '=', eventId)
    .execute();
}

/** The notices of a kind so far, the oldest first. */
export async function noticesOf(kind: string): Promise<Record<string, unknown>[]> {
  const rows = await db
    .selectFrom('notices')
    .select('payload')
    .where('kind', '=', kind)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.payload);
}
