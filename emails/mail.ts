import type { Language } from '#app/locales/i18n';

/** One end of a letter. The name may be empty. */
export interface Address {
  name: string;
  address: string;
}

/** A picture a letter carries in itself, because mail programs fetch nothing unasked. */
export interface Picture {
  cid: string;
  png: Buffer;
}

/** iTIP methods we send (RFC 5546 section 1.4). */
export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH';

/** A letter ready to be sent: one message to one recipient. */
export interface Mail {
  to: Address;
  subject: string;
  text: string;
  html: string;
  language: Language;
  images: Picture[];
  calendar?: { method: CalendarMethod; content: string };
  /** Where one POST stops letters of this sort (RFC 8058); set on every letter that is not transactional. */
  unsubscribeUrl?: string;
  /** With its angle brackets; the same on every try, so that a doubled letter can be recognised. */
  messageId: string;
  replyTo?: Address;
  /** "Zoé via Perchoir"; the instance's own name when absent. */
  fromName?: string;
  /** What the instance is called; as the sender's address has it when absent. */
  house?: string;
}

/** Who an instance writes as, and the address its links begin with. */
export interface Letterhead {
  /** Without a trailing slash. */
  appUrl: string;
  from: Address;
  /** What the instance is called, where its stewards gave it a name; else it is as `from` has it. */
  name?: string;
}

/**
 * What a letter may say of an event. It is what its reader may know: who fills it in leaves out the
 * address and the online link of those who are not to have them.
 */
export interface EventFacts {
  /** Constant for the event's life: see `eventUid`. */
  uid: string;
  /** RFC 5545 section 3.8.7.4. */
  sequence: number;
  title: string;
  /** As its people write it, without the #. */
  hashtag: string;
  /** Of the community that calls it; its own where the reader may not know that. */
  communityHashtag: string;
  url: string;
  startsAt: Date;
  endsAt: Date;
  /** IANA name of the zone the event's times are told in. */
  timezone: string;
  /** Empty when the event is only online. */
  place: string;
  address: string | null;
  accessNotes: string | null;
  onlineUrl: string | null;
  /** It has an online link, be it kept from this reader. */
  isOnline: boolean;
  organizers: string[];
  capacity: number | null;
  /** Seats held, for the perch. */
  goingCount: number;
  rsvpDeadline: Date | null;
}

/** How a person stands towards an event, as their calendar must show it. */
export type Standing = 'invited' | 'going' | 'maybe' | 'remote' | 'waiting' | 'offered' | 'out';

/** What a person says to an event. */
export type Answer = 'going' | 'remote' | 'maybe' | 'declined';
