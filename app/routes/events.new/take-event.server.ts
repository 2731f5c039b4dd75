import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { saveEvent } from '../../domain/events/commands/save-event.server';
import { type EventForm, eventForm, fold } from '../../domain/events/rules';
import { type Problems, readSchedule } from '../../domain/events/schedule.server';
import type { Self } from '../../domain/members/rules';
import { problem, timeZone } from '../../domain/rules';
import { limit } from '../../http/limits.server';

/**
 * Takes the event form, of a new event or a known one. Its buttons say what happens then: `publish`,
 * `preview` (the draft's own page) or `draft` (back to the form).
 */
export async function takeEvent(self: Self, form: FormData, eventId?: string) {
  const submission = parseWithZod(form, { schema: eventForm });
  if (submission.status !== 'success') {
    const times = Object.entries(timeProblems(form)).filter(([field]) => !submission.error?.[field]);
    return data(submission.reply({ fieldErrors: listed(Object.fromEntries(times)) }), { status: 400 });
  }
  const allowed = eventId ? { ok: true as const } : await limit('createEvent', self.id);
  if (!allowed.ok) {
    const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
    return data(submission.reply({ formErrors: [problem('tooMany', { minutes })] }), { status: 429 });
  }
  const act = form.get('act');
  const saved = await saveEvent(db, self, submission.value, { eventId, publish: act === 'publish' });
  if (saved.ok) {
    const told = act === 'draft' ? '/edit?kept' : act === 'save' ? '?saved' : '';
    return redirect(`/events/${saved.slug}${told}`, 303);
  }
  if ('reason' in saved) throw new Response(null, { status: 404 });
  return data(submission.reply({ fieldErrors: listed(saved.problems) }), { status: 422 });
}

/**
 * What is wrong with the times is told at once with the rest, not after everything else is mended. Where the
 * zone is the trouble they are compared in UTC, in which no hour is skipped or doubled.
 */
function timeProblems(form: FormData): Problems {
  const typed = (field: keyof EventForm) => String(form.get(field) ?? '').trim();
  const zone = timeZone.safeParse(form.get('timezone'));
  const read = readSchedule({
    starts: typed('starts'),
    startsFold: fold.parse(form.get('startsFold')),
    ends: typed('ends'),
    endsFold: fold.parse(form.get('endsFold')),
    rsvpDeadline: typed('rsvpDeadline'),
    timezone: zone.data ?? 'UTC',
  });
  return read.ok ? {} : read.problems;
}

const listed = (problems: Problems) =>
  Object.fromEntries(Object.entries(problems).map(([field, wrong]) => [field, [wrong]]));
