import { z } from 'zod';
import { language, line, problem, someLine, text, timeZone } from '../rules';
import { AUDIENCES } from './rules';

/** Where people are elsewhere; in the order a page shows them. */
export const LINK_KINDS = ['site', 'mastodon', 'bluesky', 'x', 'linkedin'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface ProfileLink {
  kind: LinkKind;
  /** https, and nothing else. */
  url: string;
  /** As people say it: `@zoe@piaille.example`, `zoe.example/carnet`. */
  label: string;
}

/** A handle or an address as it is typed, taken apart: `name`, or a host with a path. */
interface Typed {
  name: string;
  host: string;
  /** Segments of the path, decoded. */
  path: string[];
  url: URL | undefined;
}

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])$/;

/** An address on the web, with or without its `https://`; undefined for anything else. */
function webAddress(typed: string): URL | undefined {
  const isBare = !/^[a-z][a-z0-9+.-]*:/i.test(typed) || /^[^/:]+\.[^/:]+:\d+(\/|$)/.test(typed);
  try {
    const url = new URL(isBare ? `https://${typed.replace(/^\/\//, '')}` : typed);
    if (url.protocol === 'http:') url.protocol = 'https:';
    const isPlain = url.protocol === 'https:' && !url.username && !url.password && HOST.test(url.hostname);
    return isPlain ? url : undefined;
  } catch {
    return undefined;
  }
}

function takeApart(typed: string): Typed {
  const url = /[./]/.test(typed) && !/\s/.test(typed) ? webAddress(typed) : undefined;
  return {
    name: typed.replace(/^@/, ''),
    host: url?.hostname.replace(/^(www|mobile|m)\./, '') ?? '',
    path: (url?.pathname ?? '').split('/').filter(Boolean).map(decoded),
    url,
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What follows a segment of a path. */
const behind = (path: string[], segment: string): string | undefined =>
  path.includes(segment) ? path[path.indexOf(segment) + 1] : undefined;

const named = (name: string | undefined, shape: RegExp) => (name && shape.test(name) ? name : undefined);

/** How each network writes the address of a person; what is typed may be a handle or an address. */
const READERS: Record<LinkKind, (typed: Typed) => { url: string; label: string } | undefined> = {
  x({ name, host, path }) {
    const isThere = host === 'x.com' || host === 'twitter.com';
    const handle = named(isThere ? path[0]?.replace(/^@/, '') : name, /^\w{1,15}$/);
    return handle ? { url: `https://x.com/${handle}`, label: `@${handle}` } : undefined;
  },
  // `@zoe@piaille.example`, as its own software writes it, or the page there
  mastodon({ name, host, path }) {
    const onPage = path.find((segment) => segment.startsWith('@'))?.slice(1) ?? behind(path, 'users');
    const [user, home = host] = (name.includes('/') ? onPage : name)?.split('@') ?? [];
    const handle = named(user, /^[A-Za-z0-9_](?:[\w.-]{0,60}\w)?$/);
    const server = webAddress(home.toLowerCase());
    if (!handle || !server || server.pathname !== '/') return undefined;
    return { url: `https://${server.host}/@${handle}`, label: `@${handle}@${server.host}` };
  },
  // a domain, whoever keeps it; a bare name is one of theirs
  bluesky({ name, host, path }) {
    const said = (host === 'bsky.app' ? behind(path, 'profile') : name)?.toLowerCase();
    const handle = said && /^[a-z0-9-]{1,63}$/.test(said) ? `${said}.bsky.social` : said;
    if (!handle || !HOST.test(handle)) return undefined;
    return { url: `https://bsky.app/profile/${handle}`, label: `@${handle}` };
  },
  linkedin({ name, host, path }) {
    const isThere = host === 'linkedin.com' || host.endsWith('.linkedin.com');
    const said = isThere && path[0] === 'in' ? path[1] : name.replace(/^\/?in\//, '');
    const handle = named(said, /^[\p{L}\p{N}-]{3,100}$/u);
    if (!handle) return undefined;
    return { url: `https://www.linkedin.com/in/${encodeURIComponent(handle)}`, label: handle };
  },
  site({ url }) {
    if (!url) return undefined;
    const rest = url.pathname === '/' ? '' : url.pathname.replace(/\/$/, '');
    return { url: url.href, label: `${url.host.replace(/^www\./, '')}${decoded(rest)}` };
  },
};

/** A link as it is kept and shown, from what somebody typed; undefined where it is none of its kind. */
export function readLink(kind: LinkKind, typed: string): ProfileLink | undefined {
  const read = READERS[kind](takeApart(typed.trim()));
  return read && read.url.length <= 300 ? { kind, ...read } : undefined;
}

const MOST_INTERESTS = 20;
const MOST_LETTERS = 40;

const folded = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Interests as they are kept, from words between commas or one to a line; none twice, whatever its accents. */
export function readInterests(typed: string): string[] {
  const seen = new Set<string>();
  return typed
    .split(/[,;\n]/)
    .map((word) => word.replace(/\s+/g, ' ').trim().replace(/^#+/, ''))
    .filter((word) => word !== '' && !seen.has(folded(word)) && seen.add(folded(word)));
}

export const writeInterests = (interests: readonly string[]): string => interests.join(', ');

const audience = z.enum(AUDIENCES, { error: problem('choice') });

const interests = text(1_000)
  .refine(
    (typed) => readInterests(typed).length <= MOST_INTERESTS,
    problem('interests', { max: MOST_INTERESTS }),
  )
  .refine(
    (typed) => readInterests(typed).every((word) => word.length <= MOST_LETTERS),
    problem('interestLong', { max: MOST_LETTERS }),
  );

const link = (kind: LinkKind) =>
  line(300).refine(
    (typed) => typed === '' || readLink(kind, typed) !== undefined,
    problem('link', { context: kind }),
  );

/** A member's page: each field beside those it is for. */
export const profileInput = z.object({
  name: someLine(80),
  nameSeenBy: audience.default('everyone'),
  occupation: line(120).default(''),
  occupationSeenBy: audience.default('communities'),
  city: line(80).default(''),
  citySeenBy: audience.default('communities'),
  bio: text(500).default(''),
  bioSeenBy: audience.default('everyone'),
  interests: interests.default(''),
  interestsSeenBy: audience.default('communities'),
  site: link('site').default(''),
  siteSeenBy: audience.default('communities'),
  mastodon: link('mastodon').default(''),
  mastodonSeenBy: audience.default('communities'),
  bluesky: link('bluesky').default(''),
  blueskySeenBy: audience.default('communities'),
  x: link('x').default(''),
  xSeenBy: audience.default('communities'),
  linkedin: link('linkedin').default(''),
  linkedinSeenBy: audience.default('communities'),
});
export type ProfileInput = z.output<typeof profileInput>;

export const settingsInput = z.object({ timezone: timeZone, language });

/** Beside a portrait: whom it is for. */
export const portraitInput = z.object({ seenBy: audience.default('everyone') });
