import { NodePostgresAdapter } from '@lucia-auth/adapter-postgresql';
import { redirect } from '@remix-run/node';
import { type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { type Db, db, pool } from '#db/client';
import { config, isLoopback, isOutboxOpen } from './config.server';
import { noteSeen } from './domain/members/commands/note-seen.server';
import { endSession, endSessions as endSessionsOf } from './domain/members/commands/sessions.server';
import { findLeaving, type Leaving } from './domain/members/leaving.server';
import { selfColumns } from './domain/members/queries.server';
import {
  SECRET_HOURS,
  SESSION_IDLE_DAYS,
  SESSION_MAX_DAYS,
  type Self,
  type Viewer,
} from './domain/members/rules';
import { randomToken, sha256 } from './domain/members/secrets.server';

/*
 * Lucia keeps the session ids it is given in clear and slides their expiry without end. This wrap gives
 * it the SHA-256 of the cookie's token as id, adds an absolute end, and is the only file that knows Lucia.
 */
const DAY_MS = 86_400_000;
export const sessionCookieName = (): string => (config().secure ? '__Host-session' : 'session');

/** Lucia asks for the session and its member apart, and we for the member again: one query knows it all. */
class Sessions extends NodePostgresAdapter {
  override async getSessionAndUser(id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const row = await selfColumns(db)
      .innerJoin('sessions as s', 's.user_id', 'm.id')
      .select(['s.expires_at', 's.ends_at', 's.last_seen_at', 's.user_agent', 'm.suspended_at'])
      .select('m.leaving_at')
      .where('s.id', '=', id)
      .executeTakeFirst();
    if (!row) return [null, null];
    const { expires_at, ends_at, last_seen_at, user_agent, suspended_at, leaving_at, ...self } = row;
    const attributes = { ends_at, last_seen_at, user_agent };
    return [
      { id, userId: self.id, expiresAt: expires_at, attributes },
      { id: self.id, attributes: { self: suspended_at || leaving_at ? null : self } },
    ];
  }
}

const lucia = new Lucia(new Sessions(pool, { user: 'members', session: 'sessions' }), {
  sessionExpiresIn: new TimeSpan(SESSION_IDLE_DAYS, 'd'),
  getSessionAttributes: (row) => ({ endsAt: row.ends_at, lastSeenAt: row.last_seen_at }),
  getUserAttributes: ({ self }) => ({ self }),
});

declare module 'lucia' {
  interface Register {
    Lucia: typeof lucia;
    DatabaseUserAttributes: { self: Self | null };
    DatabaseSessionAttributes: { ends_at: Date; user_agent: string; last_seen_at?: Date };
  }
}

/** What came through the first of two doors; it opens no page but the one that asks for the second. */
const halfCookieName = (): string => (config().secure ? '__Host-half' : 'half');

function cookie(token: string, maxAgeSeconds: number, name = sessionCookieName()): string {
  const secure = config().secure ? '; Secure' : '';
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

function tokenIn(request: Request, called = sessionCookieName()): string | undefined {
  const pairs = (request.headers.get('Cookie') ?? '').split(/;\s*/).map((pair) => pair.split('='));
  return pairs.find(([name]) => name === called)?.[1];
}

/** The half session a request brings; empty where it brings none. */
export const halfIn = (request: Request): string => tokenIn(request, halfCookieName()) ?? '';

/** The `Set-Cookie` header of a half session; of none, the one that forgets it. */
export const halfCookie = (token: string): string =>
  cookie(token, token ? SECRET_HOURS['second-factor'] * 3_600 : 0, halfCookieName());

/** Signs a member in with a new token, whatever cookie came along; returns the `Set-Cookie` header. */
export async function signIn(memberId: string, request: Request): Promise<string> {
  await signOut(request);
  const token = randomToken();
  const attributes = {
    ends_at: new Date(Date.now() + SESSION_MAX_DAYS * DAY_MS),
    user_agent: (request.headers.get('User-Agent') ?? '').slice(0, 300),
  };
  await lucia.createSession(memberId, attributes, { sessionId: sha256(token) });
  await noteSeen(db, memberId);
  return cookie(token, SESSION_MAX_DAYS * 86_400);
}

/** Ends the request's session, if it has one; returns the `Set-Cookie` header that forgets it. */
export async function signOut(request: Request): Promise<string> {
  const token = tokenIn(request);
  if (token) await endSession(db, sha256(token));
  return cookie('', 0);
}

/** The request's session and the member it is of, who is null while suspended or on their way out. */
async function sessionOf(request: Request) {
  const token = tokenIn(request);
  return token ? validSession(sha256(token)) : null;
}

async function validSession(id: string) {
  const { session, user } = await lucia.validateSession(id);
  if (!session) return null;
  if (session.endsAt.getTime() <= Date.now()) {
    await endSession(db, session.id);
    return null;
  }
  if (session.lastSeenAt && Date.now() - session.lastSeenAt.getTime() > 3_600_000) {
    await db.updateTable('sessions').set({ last_seen_at: new Date() }).where('id', '=', session.id).execute();
    await noteSeen(db, session.userId);
  }
  return { id: session.id, memberId: session.userId, self: user.self };
}

/** What a request proves that a stream outlives: its session, and whose it is. */
export async function provenSession(request: Request): Promise<{ id: string; memberId: string } | null> {
  const session = await sessionOf(request);
  return session?.self ? { id: session.id, memberId: session.self.id } : null;
}

/** Who has a session now; null where it is over, or they are suspended. */
export async function viewerOfSession(id: string): Promise<Viewer | null> {
  const session = await validSession(id);
  return session?.self ? { member: session.self, keys: [] } : null;
}

const viewers = new WeakMap<Request, Promise<Viewer>>();

/** Who is reading. Asked once a request, however many loaders ask. */
export function viewerOf(request: Request): Promise<Viewer> {
  let viewer = viewers.get(request);
  if (!viewer) {
    viewer = readViewer(request);
    viewers.set(request, viewer);
  }
  return viewer;
}

async function readViewer(request: Request): Promise<Viewer> {
  const session = await sessionOf(request);
  return { member: session?.self ?? null, keys: [] };
}

/** The member acting; anybody else is sent to sign in and comes back. */
export async function requireMember(request: Request): Promise<Self> {
  const { member } = await viewerOf(request);
  if (member) return member;
  const { pathname, search } = new URL(request.url);
  const next = request.method === 'GET' ? pathname + search : pathname;
  throw redirect(`/login?${new URLSearchParams({ next })}`);
}

/** Who just signed in and is on their way out: they are asked whether to come back. */
export async function leavingOf(request: Request): Promise<Leaving | undefined> {
  const { member } = await viewerOf(request);
  const session = member ? null : await sessionOf(request);
  return session ? findLeaving(db, session.memberId) : undefined;
}

/**
 * What is thrown at a member whom a page is closed to: there is none; where only their hats sleep, the way to wake
 * them. What they send is refused all the same.
 * @param opensAwake whether the page would open with hats that do not sleep
 */
export async function closedTo(
  request: Request,
  member: Self | null,
  opensAwake: (awake: Self) => Promise<boolean>,
): Promise<Response> {
  const mayWake = member && !member.trusted && request.method === 'GET';
  if (mayWake && (await opensAwake({ ...member, trusted: true }))) return redirect('/settings/security?wake');
  return new Response(null, { status: 404 });
}

/** The steward acting; for anybody else there is no such page. Whose keys sleep is shown how to wake them. */
export async function requireSteward(request: Request): Promise<Self> {
  const { member } = await viewerOf(request);
  if (!member?.steward) throw new Response(null, { status: 404 });
  if (!member.trusted) throw redirect('/settings/security');
  return member;
}

/**
 * Whether kept letters are open to who asks: on a first try, and then only from the same machine under one of its
 * own names. They hold links that sign in, and the instance may be heard on the whole network.
 * @param address the reader's network address
 */
export function isOutboxOpenTo(request: Request, address: string): boolean {
  const named = config().appUrl !== undefined || isLoopback(new URL(request.url).hostname);
  return isOutboxOpen() && named && isLoopback(address);
}

/** Lets pass whoever may read the instance's letters; for anybody else there is no such page. */
export async function requireOutboxReader(request: Request, address: string): Promise<void> {
  if (!isOutboxOpenTo(request, address)) await requireSteward(request);
}

/** A member's sessions, the latest first; which one is the reader's own is marked. */
export async function listSessions(db: Db, self: Self, request: Request) {
  const current = await sessionOf(request);
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'last_seen_at', 'created_at'])
    .where('user_id', '=', self.id)
    .where('expires_at', '>', new Date())
    .where('ends_at', '>', new Date())
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    // enough to name a session, too little to be one
    key: row.id.slice(0, 16),
    userAgent: row.user_agent,
    lastSeenAt: row.last_seen_at,
    createdAt: row.created_at,
    current: row.id === current?.id,
  }));
}

/** Ends one session of the member's by its key, or all but the reader's own. */
export async function endSessions(
  db: Db,
  self: Self,
  request: Request,
  key: string | 'others',
): Promise<void> {
  const current = await sessionOf(request);
  const which = key === 'others' ? { allBut: current?.id ?? '' } : { named: key };
  await endSessionsOf(db, self.id, which);
}
