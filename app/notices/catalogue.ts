import type { Answer, Role, Seat } from '#db/schema';
import type { SecurityChange } from '../domain/members/rules';

/**
 * Every fact that leaves the domain. A notice carries ids and what would be lost by reading later
 * (what an answer was, what changed); everything else is read when someone is told.
 */
export type Notice = LetterNotice | LiveNotice;

/** Facts somebody gets a letter about. */
export type LetterNotice =
  | { kind: 'signup-requested'; signup: string }
  | { kind: 'password-reset-requested'; email: string }
  | { kind: 'password-changed'; member: string }
  | { kind: 'sign-in-requested'; email: string; next?: string }
  | { kind: 'factors-reset-opened'; member: string }
  | { kind: 'address-change-requested'; change: string }
  | {
      kind: 'security-changed';
      member: string;
      what: SecurityChange;
      before?: string;
      handles?: { from: string; to: string };
    }
  | { kind: 'invitations-sent'; event: string; invitations: string[] }
  | { kind: 'invitations-reminded'; event: string; invitations: string[] }
  | { kind: 'rsvp-requested'; request: string }
  | {
      kind: 'rsvp-answered';
      event: string;
      rsvp: string;
      answer: Answer;
      seat: Seat | null;
      before: Seat | null;
    }
  | { kind: 'rsvp-removed'; event: string; rsvp: string }
  | { kind: 'seat-given'; event: string; rsvp: string }
  | { kind: 'seat-offered'; event: string; rsvp: string; until: string }
  | { kind: 'offer-lapsed'; event: string; rsvp: string }
  | { kind: 'event-changed'; event: string; changes: EventChange[]; before: EventBefore }
  | { kind: 'event-cancelled'; event: string }
  | { kind: 'event-near'; event: string }
  | { kind: 'event-called'; event: string }
  | { kind: 'community-announced'; community: string; announcement: string }
  | { kind: 'announcement-written'; event: string; announcement: string }
  | { kind: 'leaving-begun'; member: string; why: 'asked' | 'inactive' }
  | { kind: 'leaving-done'; member: string }
  | { kind: 'inactive-noticed'; member: string; until: string }
  | { kind: 'export-ready'; export: string }
  | { kind: 'testimonial-offered' | 'testimonial-answered'; testimonial: string }
  | { kind: 'report-made' | 'report-decided' | 'report-told'; report: string }
  | { kind: 'suspension-lifted'; member: string }
  | { kind: 'join-requested'; community: string }
  | { kind: 'request-answered'; community: string; member: string; accepted: boolean; note: string }
  | { kind: 'community-invitations-sent'; community: string; invitations: string[] }
  | { kind: 'roles-received'; community: string; member: string; by: string; roles: Role[] }
  | { kind: 'membership-ended'; community: string; member: string; banned: boolean; reason: string }
  | { kind: 'test-requested'; member: string };

/** What of an event changed that people who answered must hear of. */
export type EventChange = 'title' | 'time' | 'place' | 'online';

/** What an event was before it changed. */
export interface EventBefore {
  title: string;
  startsAt: string;
  endsAt: string;
  timezone: string;
  place: string;
}

/** Facts that open pages are told at once; they write no letter. */
export type LiveNotice =
  | { kind: 'message-added' | 'message-changed' | 'message-removed'; message: string; topic: string }
  | { kind: 'topic-access-changed'; topic: string }
  | { kind: 'post-added' | 'post-changed' | 'post-removed'; post: string; hashtags: string[] }
  | { kind: 'hashtag-access-changed'; hashtags: string[] };

export type Change = 'added' | 'changed' | 'removed';

/** The stream a hashtag's page follows. */
export const hashtagStream = (tag: string): string => `hashtag:${tag}`;

/** The stream a topic's page follows. */
export const topicStream = (topicId: string): string => `topic:${topicId}`;

/**
 * Postgres channels. A payload is ids only: `stream seq`, a stream whose readers must be checked anew, or a member
 * whose own streams must be.
 */
export const STREAM_CHANNEL = 'perchoir_stream';
export const ACCESS_CHANNEL = 'perchoir_access';
export const MEMBER_CHANNEL = 'perchoir_member';

/** The pause a steward asked for: no probe ends it, a steward does. */
export const PAUSED_BY_STEWARD = 'paused by a steward';

/** The worker's tasks that a notice calls for. */
export const EXPAND_TASK = 'expand-notice';
export const DELIVER_TASK = 'deliver-letters';

/** Builds the archives that wait. */
export const EXPORT_TASK = 'build-exports';

/** Why letters are dropped whose address had its day's, or heard nothing of the event before: see `notWrittenTo`. */
export const OVER_ALLOWANCE = 'allowance spent';
export const NEVER_WRITTEN = 'never written to';
/** Of somebody whom the reader blocked: to them it looks sent. */
export const KEPT_FROM = 'kept from its reader';
