import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { db } from '#db/client';
import { agreeToChange, stopEmailChange } from '../domain/members/commands/change-email.server';
import { findChangeBehind } from '../domain/members/email-changes.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { AddressEnd } from '../ui/members/address-end';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: entranceWords };

/** Looks, and changes nothing: programs that scan letters open every link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const change = await findChangeBehind(db, params.token ?? '', 'leave-address');
  const title = t(change ? 'entrance.leave.title' : 'account.gone.title');
  const shown = change ? { handle: change.handle, email: change.email } : null;
  return data({ title, unlisted: true, change: shown }, { status: change ? 200 : 410 });
}

/** Yes, or: that was not me. */
export async function action({ request, params }: ActionFunctionArgs) {
  const token = params.token ?? '';
  const act = (await readForm(request)).get('act');
  if (act === 'stop') {
    const stopped = await stopEmailChange(db, token);
    return data({ said: stopped.ok ? ('stopped' as const) : null }, { status: stopped.ok ? 200 : 410 });
  }
  if (act !== 'agree') throw new Response(null, { status: 400 });
  const agreed = await agreeToChange(db, token, 'leave-address');
  if (!agreed.ok) return data({ said: null }, { status: 410 });
  return { said: agreed.applied ? ('applied' as const) : ('agreed' as const) };
}

export default function LeaveAddress() {
  const { change } = useLoaderData<typeof loader>();
  return <AddressEnd end="leave" change={change} said={useActionData<typeof action>()?.said} />;
}
