import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
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

const SAID = ['agreed', 'applied'] as const;

/** Looks, and changes nothing: programs that scan letters open every link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'));
  const change = await findChangeBehind(db, params.token ?? '', 'take-address');
  // What came of it, told once the link has done its work.
  if (!change && said)
    return data({ title: t(`entrance.take.${said}.title`), unlisted: true, change: null, said });
  const title = t(change ? 'entrance.take.title' : 'account.gone.title');
  const shown = change ? { handle: change.handle, email: change.email } : null;
  return data({ title, unlisted: true, change: shown, said: undefined }, { status: change ? 200 : 410 });
}

export async function action({ request, params }: ActionFunctionArgs) {
  await readForm(request);
  const token = params.token ?? '';
  const taken = await agreeToChange(db, token, 'take-address');
  if (!taken.ok) return data({ said: null }, { status: 410 });
  const said: (typeof SAID)[number] = taken.applied ? 'applied' : 'agreed';
  return redirect(`/address/take/${encodeURIComponent(token)}?said=${said}`, 303);
}

export default function TakeAddress() {
  const { change, said } = useLoaderData<typeof loader>();
  return <AddressEnd end="take" change={change} said={useActionData<typeof action>() ? null : said} />;
}
