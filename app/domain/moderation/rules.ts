import { z } from 'zod';
import { problem, text } from '../rules';

export const ABOUT = ['member', 'post', 'event', 'community', 'testimonial', 'comment'] as const;
export type About = (typeof ABOUT)[number];

export const REASONS = ['unkind', 'spam', 'private', 'illegal', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export const DECISIONS = ['nothing', 'removed', 'warned', 'banned', 'suspended'] as const;
export type Decision = (typeof DECISIONS)[number];

/** As whom somebody decides: of a community, or of the instance. */
export type Office = 'moderator' | 'steward';

export const reportInput = z.object({
  reason: z.enum(REASONS, { error: problem('choice') }),
  note: text(1_000).default(''),
  /** About a member: whose moderators shall look at it, where not the stewards. */
  community: z.uuid().optional().catch(undefined),
});

/** Whoever is concerned is told why: only doing nothing needs no word. */
export const decisionInput = z
  .object({
    decision: z.enum(DECISIONS, { error: problem('choice') }),
    word: text(1_000).default(''),
  })
  .refine(({ decision, word }) => decision === 'nothing' || word !== '', {
    path: ['word'],
    message: problem('required'),
  });

export const reportId = z.uuid();

/** A thing as it was when it was reported, and nothing around it. */
export interface Quoted {
  /** Of its author, or of who answers for it. */
  handle?: string;
  title?: string;
  text?: string;
  place?: string;
  /** Ids. */
  pictures?: string[];
  /** When it was said. */
  at?: string;
  /** Where it is, for as long as it is there; empty where its reader may not know. */
  path: string;
}

const REMOVABLE: readonly About[] = ['post', 'testimonial', 'comment'];

/** What can be decided about a report, by an office. Moderators close their community's door, stewards the instance's. */
export function decisionsFor(
  { about, hasSubject, inCommunity }: { about: About; hasSubject: boolean; inCommunity: boolean },
  office: Office,
): Decision[] {
  const can: Record<Decision, boolean> = {
    nothing: true,
    removed: REMOVABLE.includes(about),
    warned: hasSubject,
    banned: hasSubject && inCommunity && office === 'moderator',
    suspended: hasSubject && office === 'steward',
  };
  return DECISIONS.filter((decision) => can[decision]);
}
