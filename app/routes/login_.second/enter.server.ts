import { redirect, redirectDocument } from '@remix-run/node';
import { db } from '#db/client';
import { stewardsAddress } from '../../config.server';
import { beginSecondFactor, type Entrant } from '../../domain/members/commands/sign-in.server';
import { needsSecondFactor } from '../../domain/members/factors.server';
import { problem } from '../../domain/rules';
import { languageCookie, languageOf } from '../../locales/i18n.server';
import { halfCookie, halfIn, signIn } from '../../session.server';

/** Said to who proved who they are, and to nobody else. */
export const suspended = (): string => problem('suspended', { address: stewardsAddress() });

/**
 * After the first proof: in; or, for who set a second factor up, to the page that asks for it.
 * @param next a path of ours
 */
export async function enter(request: Request, member: Entrant, next = '/'): Promise<Response> {
  if (!(await needsSecondFactor(db, member.id))) return comeIn(request, member, next);
  const half = await beginSecondFactor(db, member.id);
  const query = next === '/' ? '' : `?${new URLSearchParams({ next })}`;
  return redirect(`/login/second${query}`, { status: 303, headers: { 'Set-Cookie': halfCookie(half) } });
}

/** With everything proven: a session, and the language its member chose. */
export async function comeIn(request: Request, { id, language }: Entrant, next: string): Promise<Response> {
  const headers = new Headers({ 'Set-Cookie': await signIn(id, request) });
  if (halfIn(request)) headers.append('Set-Cookie', halfCookie(''));
  // A browser where none was chosen follows its member's choice; another language comes with a page load of its own.
  if (!language || (await languageCookie.parse(request.headers.get('Cookie'))))
    return redirect(next, { status: 303, headers });
  headers.append('Set-Cookie', await languageCookie.serialize(language));
  const leave = language === (await languageOf(request)) ? redirect : redirectDocument;
  return leave(next, { status: 303, headers });
}
