import { z } from 'zod';
import { hashtagInput } from '../hashtags/rules';
import { handle } from '../members/rules';
import { line, problem, text } from '../rules';

export const ROLES = ['keeper', 'organizer', 'host', 'scribe', 'tutor', 'moderator'] as const;
export type Role = (typeof ROLES)[number];

/** What a viewer is in a community; null for who is not a member of it. */
export type Roles = readonly Role[] | null;

const wears = (roles: Roles, ...hats: Role[]) => roles?.some((role) => hats.includes(role)) ?? false;

export const canCallMeetups = (roles: Roles): boolean => wears(roles, 'organizer', 'keeper');
export const canHandOutRoles = (roles: Roles): boolean => wears(roles, 'keeper');
/** Its presentation, its doors, its charter, its picture. */
export const canEditCommunity = (roles: Roles): boolean => wears(roles, 'keeper');
/** Lets in or turns away who asks to join. */
export const canAdmit = (roles: Roles): boolean => wears(roles, 'keeper', 'moderator');
export const canInvite = (roles: Roles): boolean => wears(roles, 'keeper', 'moderator');
/** Takes people out of the community, with or without the door closed behind them. */
export const canBan = (roles: Roles): boolean => wears(roles, 'keeper', 'moderator');
export const canReadLog = (roles: Roles): boolean => wears(roles, 'keeper', 'moderator');
/** Looks after what is said there: posts, testimonials, comments, reports. */
export const canModerate = (roles: Roles): boolean => wears(roles, 'keeper', 'moderator');
export const canAnnounce = (roles: Roles): boolean => wears(roles, 'keeper', 'organizer');

/** The pages of who looks after a community, in the order of their tabs. */
const KEEPING = {
  edit: canEditCommunity,
  people: canBan,
  roles: canHandOutRoles,
  charter: canEditCommunity,
  invitations: canInvite,
  requests: canAdmit,
  bans: canBan,
  log: canReadLog,
} satisfies Record<string, (roles: Roles) => boolean>;
export type KeepingPage = keyof typeof KEEPING;

/** Those of them that these roles open: what a loader gives `KeepingTabs`. */
export const keepingPages = (roles: Roles): KeepingPage[] =>
  (Object.keys(KEEPING) as KeepingPage[]).filter((page) => KEEPING[page](roles));

export const communityInput = z.object({
  hashtag: hashtagInput,
  description: text(5000).default(''),
  city: line(80).default(''),
});

export const communityEdit = communityInput.omit({ hashtag: true });

export const rolesInput = z.object({
  handle,
  roles: z.array(z.enum(ROLES, { error: problem('choice') })).default([]),
});
