import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { db } from '#db/client';
import { answerEvent, chooseSeenBy } from '../../domain/rsvps/commands/answer-event.server';
import { ANSWERS, type AnswerRefusal, answerInput, SEEN_BY } from '../../domain/rsvps/rules';

export type Taken =
  | { ok: true; rsvpId: string }
  | { ok: false; refused: AnswerRefusal | 'answer'; status: 400 | 409 };

const seenByInput = z.object({ seenBy: z.enum(SEEN_BY) });

/** What a person pressed on an event's page: an answer, or who sees it. */
export async function takeAnswer(
  form: FormData,
  eventId: string,
  contactId: string,
  { byLink = false } = {},
): Promise<Taken> {
  if (!form.has('answer')) {
    const chosen = parseWithZod(form, { schema: seenByInput });
    const rsvpId =
      chosen.status === 'success' && (await chooseSeenBy(db, eventId, contactId, chosen.value.seenBy));
    if (rsvpId) return { ok: true, rsvpId };
  }
  const read = parseWithZod(form, { schema: answerInput });
  if (read.status !== 'success') return { ok: false, refused: 'answer', status: 400 };
  const taken = await answerEvent(db, { eventId, contactId, ...read.value, byLink });
  if (!taken.ok) return { ok: false, refused: taken.reason, status: 409 };
  return { ok: true, rsvpId: taken.rsvpId };
}

/** The answer a link or a page before has chosen; null where it names none. */
export function preselected(request: Request) {
  const answer = new URL(request.url).searchParams.get('answer');
  return ANSWERS.find((known) => known === answer) ?? null;
}

/** An address of ours, in the language the reader came with. */
export function keepLanguage(request: Request, path: string): string {
  const language = new URL(request.url).searchParams.get('lng');
  return language === 'fr' || language === 'en' ? `${path}?lng=${language}` : path;
}
