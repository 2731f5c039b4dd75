import { db } from '#db/client';
import { type EventView, findEvent } from '../../domain/events/queries.server';
import type { Self, Viewer } from '../../domain/members/rules';
import { closedTo, requireMember, viewerOf } from '../../session.server';

/** Who manages an event is of its community. */
type ManagedEvent = EventView & { community: NonNullable<EventView['community']> };

/** The event at an address, for who manages it; to everybody else it does not exist. */
export async function findManaged(
  request: Request,
  slug = '',
): Promise<{ self: Self; viewer: Viewer; event: ManagedEvent }> {
  const viewer = await viewerOf(request);
  const event = await findEvent(db, viewer, slug);
  if (!viewer.member || !event?.canManage || !event.community) {
    throw await closedTo(
      request,
      viewer.member,
      async (member) => (await findEvent(db, { ...viewer, member }, slug))?.canManage === true,
    );
  }
  return { self: viewer.member, viewer, event: { ...event, community: event.community } };
}

/** The same for pages where one writes: whose session has ended signs in and comes back. */
export async function requireManaged(request: Request, slug?: string) {
  await requireMember(request);
  return findManaged(request, slug);
}
