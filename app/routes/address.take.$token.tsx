import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { db } from '#db/client';
import { agreeToChange } from '../domain/members/commands/change-email.server';
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
  const change = await findChangeBehind(db, params.token ?? '', 'take-address');
  const title = t(change ? 'entrance.take.title' : 'account.gone.title');
  const shown = change ? { handle: change.handle, email: change.email } : null;
  return data({ title, unlisted: true, change: shown }, { status: change ? 200 : 410 });
}

export async function action({ request, params }: ActionFunctionArgs) {
  await readForm(request);
  const taken = await agreeToChange(db, params.token ?? '', 'take-address');
  if (!taken.ok) return data({ said: null }, { status: 410 });
  return { said: taken.applied ? ('applied' as const) : ('agreed' as const) };
}

export default function TakeAddress() {
  const { change } = useLoaderData<typeof loader>();
  return <AddressEnd end="take" change={change} said={useActionData<typeof action>()?.said} />;
}
