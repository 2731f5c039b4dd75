import type { Role } from '#app/domain/communities/rules';
import type { SecurityChange } from '#app/domain/members/rules';
import type { About, Decision } from '#app/domain/moderation/rules';
import type { Address, Answer, EventFacts, Standing } from './mail';

/** Whoever the letter is for; empty when we only know an address. */
interface Reader {
  name: string;
}

interface AboutEvent extends Reader {
  event: EventFacts;
}

interface InCommunity extends Reader {
  /** As displayed, without #. */
  community: string;
}

/** A letter to someone who answered: their own page, where the answer can be changed. */
interface Answered extends AboutEvent {
  changeUrl: string;
}

/** A letter that may be refused for good, in one click. */
export interface Refusable {
  unsubscribeUrl: string;
}

/** What an event's letter tells of a change; for a time, before and after are told from the dates. */
export type ToldChange =
  | { what: 'title'; before?: string; after: string }
  | { what: 'time'; before?: { startsAt: Date; endsAt: Date; timezone: string } }
  | { what: 'place'; before?: string; after: string }
  | { what: 'online'; after: string };

/** Where an answer has left its author. */
export type Outcome =
  | { standing: 'going' | 'maybe' | 'remote' }
  | { standing: 'waiting'; position: number }
  | { standing: 'offered'; until: Date }
  /** inCalendar: an earlier letter put the event there, so this one takes it away. */
  | { standing: 'declined'; inCalendar: boolean };

/** What each kind of letter must be given. Links are whole addresses, made from APP_URL. */
export interface LetterProps {
  'confirm-signup': Reader & { handle: string; confirmUrl: string };
  'already-member': Reader & { loginUrl: string; resetUrl: string };
  'reset-password': Reader & { resetUrl: string };
  'password-changed': Reader & { at: Date; timezone: string; resetUrl: string };
  'sign-in': Reader & { signInUrl: string };
  'reset-factors': Reader & { resetUrl: string };
  /** left: recovery codes not used yet; from, to: the handles, where that is what changed. */
  'security-changed': Reader & {
    what: SecurityChange;
    at: Date;
    timezone: string;
    left: number;
    from: string;
    to: string;
    resetUrl: string;
    securityUrl: string;
  };
  /** waitsUntil: when silence is taken for a yes; null where it is none. */
  'leave-address': Reader & { next: string; answerUrl: string; waitsUntil: Date | null; timezone: string };
  'take-address': Reader & { handle: string; takeUrl: string };
  'address-known': Reader & { loginUrl: string; resetUrl: string };
  'confirm-rsvp': AboutEvent & { answer: Answer; confirmUrl: string };
  /** count: all that wait at the door. */
  'join-requested': InCommunity & Refusable & { count: number; queueUrl: string };
  'request-answered': InCommunity & { accepted: boolean; note: string; url: string };
  'community-invitation': InCommunity &
    Refusable & { description: string; inviterName: string; message: string; acceptUrl: string };
  'roles-received': InCommunity & { byName: string; roles: Role[]; url: string };
  /** stewards: whom to write to about it; '' where they have no address. */
  'membership-ended': InCommunity & {
    banned: boolean;
    reason: string;
    stewards: string;
  };
  invitation: AboutEvent &
    Refusable & {
      inviterName: string;
      message: string;
      /** null: as many as will come. */
      freeSeats: number | null;
      /** The invitation's page; `?answer=` is added to it. */
      answerUrl: string;
      reminder: boolean;
      /** Days after the event at which an address that did not answer is forgotten. */
      keptDays: number;
    };
  'rsvp-answered': Answered & { outcome: Outcome; liveUrl: string };
  'seat-given': Answered;
  'seat-offered': Answered & { until: Date };
  /** position: the new place in the waiting line, or null when out of it. */
  'offer-lapsed': Answered & { position: number | null };
  'rsvp-removed': AboutEvent;
  'event-changed': Answered & { changes: ToldChange[]; standing: Exclude<Standing, 'out'> };
  'event-cancelled': AboutEvent & { note: string; organizerName: string };
  'event-near': Answered & Refusable & { standing: 'going' | 'maybe' | 'remote'; liveUrl: string };
  announcement: AboutEvent & Refusable & { authorName: string; text: string; changeUrl: string | null };
  'leaving-begun': Reader & {
    why: 'asked' | 'inactive';
    until: Date;
    timezone: string;
    words: 'erase' | 'keep';
    backUrl: string;
  };
  'leaving-done': Reader & { words: 'erase' | 'keep' };
  'inactive-noticed': Reader & { until: Date; timezone: string; loginUrl: string };
  'export-ready': Reader & { dataUrl: string; until: Date; timezone: string };
  /** community: `#612rencontres`; null for the instance. */
  'report-waiting': Reader & { community: string | null; url: string };
  'report-answered': Reader & { about: About; decision: Decision };
  /** office: the community whose moderators decided, '' where it cannot be named to its reader, null for the stewards. */
  moderated: Reader & {
    about: About;
    decision: 'removed' | 'warned' | 'suspended';
    quote: string;
    word: string;
    office: string | null;
    /** Whom a reply reaches; '' where they have no address. */
    stewards: string;
  };
  'suspension-lifted': Reader & { loginUrl: string };
  'testimonial-offered': Reader & { title: string; author: string; community: string; url: string };
  'testimonial-answered': Reader & {
    title: string;
    community: string;
    published: boolean;
    word: string;
    url: string;
  };
  'evening-called': AboutEvent &
    Refusable & {
      /** Why they hear of it: they are in the community, or follow it. */
      as: 'member' | 'follower';
      freeSeats: number | null;
      choicesUrl: string;
    };
  'community-announcement': Reader &
    Refusable & {
      /** As displayed, without #. */
      community: string;
      title: string;
      authorName: string;
      /** Sanitised. */
      html: string;
      lead: string;
      pageUrl: string;
      choicesUrl: string;
    };
  test: Reader;
}

export type LetterKind = keyof LetterProps;

/** What a letter needs beside its words. */
export interface Envelope {
  to: Address;
  messageId: string;
  replyTo?: Address;
}
