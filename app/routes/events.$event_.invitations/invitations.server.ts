import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { type AddressList, MOST_ADDRESSES, readAddresses } from '../../domain/addresses/rules';
import type { EventView } from '../../domain/events/queries.server';
import { sendInvitations } from '../../domain/invitations/commands/send-invitations.server';
import { invitationInput } from '../../domain/invitations/rules';
import type { Self } from '../../domain/members/rules';
import { problem } from '../../domain/rules';
import { limit } from '../../http/limits.server';

/** How many broken lines are named; the field holds them all. */
const NAMED = 10;

/**
 * Invites the addresses of a form. Where some are broken nobody is invited and everything stays as typed,
 * unless the form asks for the good ones (`act=rest`): then only the broken lines stay.
 */
export async function takeInvitations(self: Self, event: EventView, form: FormData) {
  const submission = parseWithZod(form, { schema: invitationInput });
  if (submission.status !== 'success') return answered({ reply: submission.reply() }, 400);
  const { addresses, message, language } = submission.value;
  const list = readAddresses(addresses);
  const { people, broken } = list;

  const wrong = whatIsWrong(list, form.get('act') === 'rest');
  if (wrong) {
    const reply = submission.reply({ fieldErrors: { addresses: [wrong] } });
    return answered({ reply, good: broken.length > 0 ? people.length : 0 }, 422);
  }
  const allowed = await limit('invitations', self.id, people.length);
  if (!allowed.ok) {
    const hours = Math.ceil(allowed.retryAfterSeconds / 3600);
    const many = problem('tooManyInvitations', { count: people.length, hours });
    return answered({ reply: submission.reply({ fieldErrors: { addresses: [many] } }) }, 429);
  }
  const sent = await sendInvitations(db, self, event.id, { people, message, language });
  if (!sent.ok) {
    if (sent.reason === 'notYours') throw new Response(null, { status: 404 });
    return answered({ reply: submission.reply({ formErrors: [sent.reason] }) }, 422);
  }
  if (broken.length > 0) {
    const initialValue = { addresses: broken.join('\n'), message, language };
    const reply = { status: 'error' as const, initialValue, error: { addresses: [brokenLines(broken)] } };
    return answered({ reply, sent: { ...sent, kept: broken.length, left: initialValue.addresses } }, 200);
  }
  const told = { sent: String(sent.sent), known: String(sent.known), unwilling: String(sent.unwilling) };
  return redirect(`/events/${event.slug}/invitations?${new URLSearchParams(told)}`, 303);
}

interface Answer {
  reply: SubmissionResult<string[]>;
  /** How many could be invited although others are broken. */
  good?: number;
  /** Where the good ones were invited: what became of them, and which lines are left to mend. */
  sent?: { sent: number; known: number; unwilling: number; kept: number; left: string };
}

const answered = ({ reply, good = 0, sent }: Answer, status: number) =>
  data({ reply, good, sent: sent ?? null }, { status });

function whatIsWrong({ people, broken }: AddressList, onlyGood: boolean): string | undefined {
  if (people.length > MOST_ADDRESSES) return problem('addressesMany', { max: MOST_ADDRESSES });
  if (broken.length > 0 && (!onlyGood || people.length === 0)) {
    return brokenLines(broken);
  }
  return people.length === 0 ? problem('addressesNone') : undefined;
}

const brokenLines = (broken: string[]) =>
  problem('addressesBroken', { count: broken.length, some: named(broken) });

/** Commas belong to names, so broken lines are told apart otherwise. */
const named = (broken: string[]) =>
  broken
    .slice(0, NAMED)
    .map((line) => (line.length > 60 ? `${line.slice(0, 60)}…` : line))
    .join(' · ') + (broken.length > NAMED ? ' …' : '');
