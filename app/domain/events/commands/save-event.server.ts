import { type Db, withTransaction } from '#db/client';
import type { Self } from '../../members/rules';
import type { Refusal } from '../../rules';
import type { EventForm } from '../rules';
import { createEvent, editEvent, publishEvent, type Wrong } from './write-event.server';

type Saved = { ok: true; slug: string } | Wrong | Refusal<'notYours'>;

/** Carries a refusal out of a transaction that must not be committed. */
class NotSaved extends Error {
  constructor(readonly why: Exclude<Saved, { ok: true }>) {
    super('not saved');
  }
}

/**
 * What the form's buttons do: writes an event, new or known, and with `publish` publishes it. All or
 * nothing: what cannot be published leaves no half-written draft behind.
 */
export async function saveEvent(
  db: Db,
  self: Self,
  form: EventForm,
  { eventId, publish = false }: { eventId?: string; publish?: boolean },
): Promise<Saved> {
  try {
    return await withTransaction(db, async (trx) => {
      const written = eventId
        ? await editEvent(trx, self, eventId, form)
        : await createEvent(trx, self, form);
      if (!written.ok) throw new NotSaved(written);
      if (!publish) return { ok: true, slug: written.slug };
      const published = await publishEvent(trx, self, written.id);
      if (!published.ok) throw new NotSaved(published);
      return published;
    });
  } catch (error) {
    if (error instanceof NotSaved) return error.why;
    throw error;
  }
}
