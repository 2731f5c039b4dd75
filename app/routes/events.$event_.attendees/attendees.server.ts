import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { writeAnnouncement } from '../../domain/events/commands/write-announcement.server';
import type { EventView } from '../../domain/events/queries.server';
import { announcementInput, SEGMENTS, type Segment } from '../../domain/events/rules';
import { listInvitations } from '../../domain/invitations/queries.server';
import type { Self, Viewer } from '../../domain/members/rules';
import { addPerson, removePerson } from '../../domain/rsvps/commands/door.server';
import { type Attendee, listAttendees } from '../../domain/rsvps/queries.server';
import { addPersonInput } from '../../domain/rsvps/rules';
import { problem } from '../../domain/rules';
import { anew } from '../../http/anew.server';
import { limit } from '../../http/limits.server';

/** Which of the page's forms is answered, and how. */
const refused = (form: 'add' | 'write', reply: SubmissionResult<string[]>, status: number) =>
  data({ form, reply }, { status });

export async function takePerson(self: Self, event: EventView, form: FormData) {
  const submission = parseWithZod(form, { schema: addPersonInput });
  if (submission.status !== 'success') return refused('add', submission.reply(), 400);
  const added = await addPerson(db, self, event.id, submission.value);
  if (!added.ok) {
    if (added.reason === 'notYours') throw new Response(null, { status: 404 });
    return refused('add', submission.reply({ formErrors: [added.reason] }), 422);
  }
  const told = { added: added.seat ?? 'held', name: submission.value.name, at: anew() };
  return redirect(`/events/${event.slug}/attendees?${new URLSearchParams(told)}`, 303);
}

export async function takeRemoval(self: Self, event: EventView, rsvpId: string) {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(rsvpId);
  const removed = isId && (await removePerson(db, self, event.id, rsvpId));
  if (removed && !removed.ok) throw new Response(null, { status: 404 });
  return redirect(`/events/${event.slug}/attendees?removed&at=${anew()}`, 303);
}

export async function takeAnnouncement(self: Self, event: EventView, form: FormData) {
  const submission = parseWithZod(form, { schema: announcementInput });
  if (submission.status !== 'success') return refused('write', submission.reply(), 400);
  const { segment } = submission.value;
  const { [segment]: people } = await countSegments({ member: self, keys: [] }, event.id);
  if (people === 0) {
    return refused('write', submission.reply({ fieldErrors: { segment: ['segmentEmpty'] } }), 422);
  }
  const allowed = await limit('announcements', self.id);
  if (!allowed.ok) {
    const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
    return refused('write', submission.reply({ formErrors: [problem('tooMany', { minutes })] }), 429);
  }
  const written = await writeAnnouncement(db, self, event.id, submission.value);
  if (!written.ok) throw new Response(null, { status: 404 });
  return redirect(`/events/${event.slug}/attendees?written&at=${anew()}`, 303);
}

/** How many people a letter to each segment goes to, as the list stands. */
export async function countSegments(
  viewer: Viewer,
  eventId: string,
  attendees?: readonly Attendee[],
): Promise<Record<Segment, number>> {
  const people = attendees ?? (await listAttendees(db, viewer, eventId));
  const invitations = await listInvitations(db, viewer, eventId);
  const counted = (is: (one: Attendee) => boolean) => people.filter((one) => !one.removed && is(one)).length;
  const counts = {
    going: counted(({ seat }) => seat === 'held'),
    waiting: counted(({ seat }) => seat === 'waiting' || seat === 'offered'),
    maybe: counted(({ answer }) => answer === 'maybe'),
    remote: counted(({ answer }) => answer === 'remote'),
    silent: invitations.filter(({ answer, status }) => answer === null && status !== 'revoked').length,
  };
  return Object.fromEntries(SEGMENTS.map((one) => [one, counts[one]])) as Record<Segment, number>;
}
