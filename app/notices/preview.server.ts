import type { Db } from '#db/client';
import { writeLetter } from '#emails/render';
import { currentSettings } from '../domain/instance/current.server';
import type { Self } from '../domain/members/rules';
import type { Language } from '../domain/rules';
import { factsFor, readEvents } from './event-facts.server';
import { link } from './reading.server';

/** An invitation as its reader will see it. */
export interface Preview {
  subject: string;
  /** A whole document whose pictures are in it. */
  html: string;
}

/**
 * The invitation of an event as it would be written now. Its links lead to the event: nobody's own link
 * is shown to anybody else. The caller has asked whether the event is the reader's to manage.
 */
export async function previewInvitation(
  db: Db,
  self: Self,
  eventId: string,
  { message, language }: { message: string; language: Language },
): Promise<Preview | undefined> {
  const event = (await readEvents(db, [eventId])).get(eventId);
  if (!event) return undefined;
  const { capacity, slug } = event.row;
  const page = link(`/events/${slug}`);
  const mail = await writeLetter(
    'invitation',
    language,
    {
      name: '',
      event: factsFor(event, { among: false }),
      inviterName: self.publicName,
      message,
      freeSeats: capacity === null ? null : Math.max(0, capacity - event.held),
      answerUrl: page,
      unsubscribeUrl: page,
      reminder: false,
      keptDays: (await currentSettings(db)).invitationDays,
    },
    { to: { name: '', address: self.email }, messageId: '<preview>' },
  );
  const html = mail.images.reduce(
    (shown, { cid, png }) =>
      shown.replaceAll(`cid:${cid}`, `data:image/png;base64,${png.toString('base64')}`),
    mail.html,
  );
  return { subject: mail.subject, html };
}
