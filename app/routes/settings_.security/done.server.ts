import { redirect } from '@remix-run/node';
import type { Self } from '../../domain/members/rules';
import { signIn } from '../../session.server';

/** What was just done, as the page that leads to all of it says. */
export const DONE = [
  'password',
  'authenticatorOn',
  'authenticatorOff',
  'passkeyRemoved',
  'handle',
  'recoveryUsed',
] as const;
export type Done = (typeof DONE)[number];

/** After a change of what one signs in with: every session has ended, and here is a new one. */
export async function renewed(request: Request, self: Self, to: string): Promise<Response> {
  return redirect(to, { status: 303, headers: { 'Set-Cookie': await signIn(self.id, request) } });
}

export const toSecurity = (done: Done): string => `/settings/security?done=${done}`;
