import { z } from 'zod';
import { MOST_PASTED } from '../addresses/rules';
import { hashtagInput } from '../hashtags/rules';
import { handle } from '../members/rules';
import { language, line, problem, someText, text } from '../rules';

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
  reports: canModerate,
  log: canReadLog,
  export: canHandOutRoles,
} satisfies Record<string, (roles: Roles) => boolean>;
export type KeepingPage = keyof typeof KEEPING;

/** Those of them that these roles open: what a loader gives `KeepingTabs`. */
export const keepingPages = (roles: Roles): KeepingPage[] =>
  (Object.keys(KEEPING) as KeepingPage[]).filter((page) => KEEPING[page](roles));

/** How people come in: by themselves, by asking, or by an invitation alone. */
export const ADMISSIONS = ['open', 'approval', 'invitation'] as const;
export type Admission = (typeof ADMISSIONS)[number];
export const VISIBILITIES = ['public', 'hidden'] as const;

export const communityInput = z.object({
  hashtag: hashtagInput,
  description: text(5000).default(''),
  city: line(80).default(''),
  admission: z.enum(ADMISSIONS, { error: problem('choice') }).default('open'),
  visibility: z.enum(VISIBILITIES, { error: problem('choice') }).default('public'),
});

/** `sure` is asked of who makes a hidden community public. */
export const communityEdit = communityInput
  .omit({ hashtag: true })
  .extend({ sure: z.literal('on').optional().catch(undefined) });

/** `of`: whose hats were shown ticked, and are what is ticked now; anybody else gets these beside their own. */
export const rolesInput = z.object({
  handle,
  of: z.string().max(30).default(''),
  roles: z.array(z.enum(ROLES, { error: problem('choice') })).default([]),
});

export const handOnInput = z.object({ handle, role: z.enum(ROLES, { error: problem('choice') }) });

export const pictureInput = z.object({ alt: line(500).default('') });

export const charterInput = z.object({ text: someText(20_000) });

/** What somebody at the door sends. `charter` is the version they were shown. */
export const joinInput = z.object({
  message: text(1000).default(''),
  charter: z.coerce.number().int().positive().optional().catch(undefined),
  accepts: z.literal('on').optional().catch(undefined),
  directory: z.literal('on').optional().catch(undefined),
});

export const answerInput = z.object({ handle, note: text(1000).default('') });

export const partInput = z.object({ handle, reason: someText(1000) });

export const communityInvitationInput = z.object({
  addresses: z
    .string({ error: problem('required') })
    .max(MOST_PASTED, problem('tooLong', { max: MOST_PASTED })),
  message: text(2000).default(''),
  language,
});
