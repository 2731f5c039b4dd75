import { z } from 'zod';

/*
 * What an archive holds, file by file. The schemas are what its documentation is made from (`schema/*.schema.json`) and
 * what its tests read it with: there is one description, and it is the truth.
 */

/** Days an archive can be fetched. */
export const KEPT_DAYS = 7;

const at = z.iso.datetime().describe('An instant, ISO 8601 in UTC');
const address = z.url().describe('The address of the page');
const hashtag = z.string().describe('Without the #');
const handle = z.string().describe('Without the @; empty for a former member');
const audience = z.enum(['everyone', 'communities', 'nobody']).describe('Who sees it');
const file = z
  .string()
  .regex(/^media\//)
  .describe('A file of this archive');
const shown = <Field extends z.ZodType>(value: Field) => z.object({ value, seenBy: audience });

const event = z
  .object({ title: z.string(), address, hashtag, startsAt: at, endsAt: at, timezone: z.string() })
  .describe('An event');
const roles = z.array(z.enum(['keeper', 'organizer', 'host', 'scribe', 'tutor', 'moderator']));

export const memberFiles = {
  profile: z
    .object({
      handle,
      formerHandles: z.array(z.object({ handle, until: at })),
      email: z.string(),
      name: shown(z.string()),
      bio: shown(z.string()),
      city: shown(z.string()),
      occupation: shown(z.string()),
      interests: shown(z.array(z.string())),
      portrait: shown(file.nullable()),
      links: z.array(z.object({ kind: z.string(), url: z.string(), seenBy: audience })),
      language: z.enum(['fr', 'en']).nullable(),
      timezone: z.string(),
      steward: z.boolean(),
      since: at,
    })
    .describe('Who you are here, and who sees what of it'),
  signIn: z
    .object({
      sessions: z.array(z.object({ openedAt: at, lastSeenAt: at, endsAt: at, browser: z.string() })),
      passkeys: z.array(z.object({ name: z.string(), since: at, lastUsedAt: at.nullable() })),
      oneTimeCodesSince: at.nullable(),
    })
    .describe('How you sign in; no secret is in it'),
  communities: z
    .array(
      z.object({
        hashtag,
        joinedAt: at,
        roles,
        inDirectory: z.boolean(),
        charter: z.object({ version: z.int(), acceptedAt: at }).nullable(),
      }),
    )
    .describe('The communities you are in, your roles there and the charter you accepted'),
  joinRequests: z
    .array(z.object({ hashtag, message: z.string(), at }))
    .describe('Communities you asked to join'),
  follows: z.array(z.object({ hashtag, since: at })).describe('Communities you follow'),
  answers: z
    .array(
      z.object({
        event,
        answer: z.enum(['going', 'maybe', 'declined', 'remote']),
        seat: z.enum(['held', 'waiting', 'offered']).nullable(),
        seenBy: z.enum(['everyone', 'going', 'organizers']),
        answeredAt: at,
      }),
    )
    .describe('Your answers to events'),
  hosting: z.array(event).describe('Events you host'),
  invitationsReceived: z
    .array(z.object({ event: event.nullable(), community: hashtag.nullable(), message: z.string(), at }))
    .describe('Invitations to an event or a community that came to you'),
  invitationsSent: z
    .array(z.object({ event: event.nullable(), community: hashtag.nullable(), message: z.string(), at }))
    .describe('Invitations you sent; to whom is theirs, and left out'),
  posts: z
    .array(
      z.object({
        id: z.uuid(),
        text: z.string(),
        hashtags: z.array(hashtag),
        replyTo: z.object({ id: z.uuid(), handle }).nullable(),
        at,
        takenBackAt: at.nullable(),
      }),
    )
    .describe('What you posted'),
  messages: z
    .array(z.object({ id: z.uuid(), topic: z.string(), community: hashtag.nullable(), text: z.string(), at }))
    .describe('What you said in topics; not in confidential ones, which nothing leaves'),
  thanks: z.array(z.object({ post: z.uuid(), handle, at })).describe('Posts you thanked'),
  announcements: z
    .array(
      z.object({
        event: event.nullable(),
        community: hashtag.nullable(),
        title: z.string().nullable(),
        text: z.string(),
        at,
      }),
    )
    .describe('What you announced to an event’s people or to a community'),
  testimonials: z
    .array(
      z.object({
        community: hashtag,
        title: z.string(),
        text: z.string(),
        state: z.enum(['draft', 'offered', 'published', 'returned']),
        pictures: z.array(z.object({ file, alt: z.string() })),
        writtenAt: at,
        publishedAt: at.nullable(),
      }),
    )
    .describe('Your testimonials'),
  comments: z
    .array(
      z.object({
        community: hashtag,
        testimonial: z.string(),
        text: z.string(),
        at,
        removedAt: at.nullable(),
      }),
    )
    .describe('Your comments on testimonials'),
  reports: z
    .array(
      z.object({
        about: z.string(),
        reason: z.string(),
        note: z.string(),
        at,
        decision: z.string().nullable(),
        decidedAt: at.nullable(),
      }),
    )
    .describe('What you reported'),
  blocks: z
    .array(z.object({ handle, kind: z.enum(['muted', 'blocked']), since: at }))
    .describe('Whom you muted or blocked'),
  mailPreferences: z
    .object({
      stoppedAt: at.nullable().describe('Since when you get no letters that can be stopped'),
      kinds: z.array(z.object({ kind: z.string(), community: hashtag.nullable(), wanted: z.boolean(), at })),
    })
    .describe('What you want to be written'),
  letters: z
    .array(z.object({ kind: z.string(), subject: z.string().nullable(), state: z.string(), at }))
    .describe('Letters to you: their subject, not their text'),
  acts: z
    .array(z.object({ kind: z.string(), community: hashtag.nullable(), at }))
    .describe('What you did in a role'),
} as const;

const counts = z.object({ going: z.int(), remote: z.int(), maybe: z.int() });

export const communityFiles = {
  community: z
    .object({
      hashtag,
      description: z.string(),
      city: z.string(),
      visibility: z.enum(['public', 'hidden']),
      admission: z.enum(['open', 'approval', 'invitation']),
      picture: file.nullable(),
      members: z.int().describe('How many they are, named or not'),
      since: at,
    })
    .describe('The community'),
  charters: z
    .array(z.object({ version: z.int(), text: z.string(), at }))
    .describe('Its charter, each version'),
  members: z
    .array(z.object({ handle, name: z.string(), city: z.string().nullable(), roles, joinedAt: at }))
    .describe('Members who wear a role or agreed to be in the directory, by what they show its members'),
  events: z
    .array(
      event.extend({
        description: z.string(),
        agenda: z.string(),
        place: z.string(),
        visibility: z.enum(['public', 'community', 'link']),
        status: z.enum(['draft', 'published', 'cancelled']),
        answers: counts,
      }),
    )
    .describe('Its events, with how many answered'),
  announcements: z
    .array(z.object({ handle, title: z.string(), text: z.string(), at }))
    .describe('What was announced to its members'),
  testimonials: z
    .array(
      z.object({
        handle,
        title: z.string(),
        text: z.string(),
        publishedAt: at,
        comments: z.array(z.object({ handle, text: z.string(), at })),
      }),
    )
    .describe('Published testimonials with their comments'),
  posts: z
    .array(z.object({ id: z.uuid(), handle, text: z.string(), at }))
    .describe('Posts under its hashtag'),
} as const;

export type FilesOf<Schemas extends Record<string, z.ZodType>> = {
  [Name in keyof Schemas]: z.input<Schemas[Name]>;
};
export type MemberFile = keyof typeof memberFiles;
export type CommunityFile = keyof typeof communityFiles;

/** `joinRequests` is in `join-requests.json`. */
export const fileName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** JSON Schema, draft 2020-12, of each file. */
export const schemasOf = (files: Record<string, z.ZodType>): [name: string, schema: object][] =>
  Object.entries(files).map(([name, schema]) => [
    `schema/${fileName(name)}.schema.json`,
    z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }),
  ]);
