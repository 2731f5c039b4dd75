import type { Phase } from '../../domain/events/rules';
import type { Answer, AnswerRefusal, Seat, SeenBy } from '../../domain/rsvps/rules';

/** One bird on the wire, as this reader may see it. */
export interface Sitting {
  key: string;
  /** Null for a silhouette. */
  seed: string | null;
  name: string | null;
  handle: string | null;
  /** Id of a picture. */
  portrait: string | null;
  me: boolean;
}

/** Where the reader stands. */
export interface Standing {
  answer: Answer;
  seat: Seat | null;
  seenBy: SeenBy;
  /** From 1, while waiting. */
  position: number | null;
  removed: boolean;
  /** Until when an offered seat waits, said. */
  offeredUntil: { date: string; hour: string } | null;
}

/** An event's page for one reader; everything that is said of it is ready to be shown. */
export interface EventFacts {
  slug: string;
  title: string;
  /** In addresses; `hashtag` is how it is written. */
  tag: string;
  hashtag: string;
  /** null where its reader may not know it. */
  community: { tag: string; name: string } | null;
  hosts: { handle: string; name: string; portrait: string | null }[];
  phase: Phase;
  visibility: 'public' | 'community' | 'link';
  /** It begins in the evening, and is called so. */
  evening: boolean;
  startsAt: string;
  timezone: string;
  date: { weekday: string; day: string; month: string; hours: string; zone: string };
  moon: { phase: number; label: string };
  place: string;
  address: string | null;
  mapUrl: string | null;
  accessNotes: string | null;
  onlineUrl: string | null;
  kept: { address: boolean; online: boolean };
  capacity: number | null;
  held: number;
  waiting: number;
  free: number | null;
  remote: number;
  seated: Sitting[];
  moreSeated: number;
  away: Sitting[];
  moreAway: number;
  deadline: { date: string; passed: boolean } | null;
  cancellationNote: string;
  /** Sanitised. */
  descriptionHtml: string;
  agenda: { time: string; text: string }[];
  canManage: boolean;
  own: Standing | null;
  /** Why nothing at all can be answered now. */
  closed: AnswerRefusal | null;
  /** Whether a seat, or a place in the line, can still be asked for. */
  canGo: boolean;
  /** Whom the reader answers as; null for a stranger. */
  reader: { seed: string; name: string; portrait?: string | null } | null;
  liveUrl: string;
}
