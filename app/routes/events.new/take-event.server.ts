import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { saveEvent } from '../../domain/events/commands/save-event.server';
import { eventForm } from '../../domain/events/rules';
import { type Problems, readSchedule } from '../../domain/events/schedule.server';
import type { Self } from '../../domain/members/rules';
import { problem } from '../../domain/rules';
import { limit } from '../../http/limits.server';

const TIMES = eventForm.pick({
  starts: true,
  startsFold: true,
  ends: true,
  endsFold: true,
  rsvpDeadline: true,
  timezone: true,
});

/**
 * Takes the event form, of a new event or a known one. Its buttons say what happens then: `publish`,
 * `preview` (the draft's own page) or `draft` (back to the form).
 */
export async function takeEvent(self: Self, form: FormData, eventId?: string) {
  const submission = parseWithZod(form, { schema: eventForm });
  if (submission.status !== 'success') {
    const reply = submission.reply({ fieldErrors: listed(timeProblems(form)) });
    return data({ ...reply, error: inOrder(reply.error) }, { status: 400 });
  }
  const allowed = eventId ? { ok: true as const } : await limit('createEvent', self.id);
  if (!allowed.ok) {
    const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
    return data(submission.reply({ formErrors: [problem('tooMany', { minutes })] }), { status: 429 });
  }
  const act = form.get('act');
  const saved = await saveEvent(db, self, submission.value, { eventId, publish: act === 'publish' });
  if (saved.ok) return redirect(`/events/${saved.slug}${act === 'draft' ? '/edit?kept' : ''}`, 303);
  if ('reason' in saved) throw new Response(null, { status: 404 });
  return data(submission.reply({ fieldErrors: listed(saved.problems) }), { status: 422 });
}

/** An end before its start is told at once with the rest, not after everything else is mended. */
function timeProblems(form: FormData): Problems {
  const times = parseWithZod(form, { schema: TIMES });
  if (times.status !== 'success') return {};
  const read = readSchedule(times.value);
  return read.ok ? {} : read.problems;
}

const listed = (problems: Problems) =>
  Object.fromEntries(Object.entries(problems).map(([field, wrong]) => [field, [wrong]]));

/** What is to be mended, in the order in which the form asks. */
function inOrder<Errors extends object>(errors: Errors | null | undefined): Errors | undefined {
  if (!errors) return undefined;
  const fields = ['', ...Object.keys(eventForm.shape)];
  const sorted = Object.entries(errors).sort(([a], [b]) => fields.indexOf(a) - fields.indexOf(b));
  return Object.fromEntries(sorted) as Errors;
}
