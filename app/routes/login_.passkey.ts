import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { askForPasskey } from '../domain/members/commands/passkeys.server';
import { findHalfway, passSecondFactor, signInWithPasskey } from '../domain/members/commands/sign-in.server';
import { relyingPartyAt } from '../domain/members/passkeys.server';
import { localPath } from '../domain/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { halfIn } from '../session.server';
import { comeIn, suspended } from './login_.second/enter.server';

/** What a form's field holds, where it is JSON; else nothing. */
function jsonIn(form: FormData, field: string): unknown {
  try {
    return JSON.parse(String(form.get(field)));
  } catch {
    return undefined;
  }
}

/** Asks for a passkey, then takes it: in place of address and password, or after them (`half`). */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const slow = await slowDown(['passkeyFrom', addressOf(context)]);
  if (slow) return Response.json({ problem: slow }, { status: 429 });
  const rp = relyingPartyAt(request.url);
  if (!rp) return Response.json({ problem: 'passkeyNowhere' }, { status: 400 });
  const half = form.get('half') ? halfIn(request) : undefined;
  const member = half === undefined ? undefined : await findHalfway(db, half);
  if (half !== undefined && !member) throw redirect('/login');
  if (form.get('act') === 'ask') return Response.json({ options: await askForPasskey(db, rp, member?.id) });

  const answer = jsonIn(form, 'answer');
  const entered =
    half === undefined
      ? await signInWithPasskey(db, rp, answer)
      : await passSecondFactor(db, half, { kind: 'passkey', rp, answer });
  if (!entered.ok && entered.reason === 'suspended')
    return Response.json({ problem: suspended() }, { status: 403 });
  if (!entered.ok) return Response.json({ problem: entered.reason }, { status: 400 });
  return comeIn(request, entered.member, localPath(form.get('next')));
}

export const loader = () => redirect('/login');
