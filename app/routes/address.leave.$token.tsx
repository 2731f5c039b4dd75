import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
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

const SAID = ['agreed', 'applied', 'stopped'] as const;

/** Looks, and changes nothing: programs that scan letters open every link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'));
  const change = await findChangeBehind(db, params.token ?? '', 'leave-address');
  // What came of it, told once the link has done its work.
  if (!change && said)
    return data({ title: t(`entrance.leave.${said}.title`), unlisted: true, change: null, said });
  const title = t(change ? 'entrance.leave.title' : 'account.gone.title');
  const shown = change ? { handle: change.handle, email: change.email } : null;
  return data({ title, unlisted: true, change: shown, said: undefined }, { status: change ? 200 : 410 });
}

/** Yes, or: that was not me. */
export async function action({ request, params }: ActionFunctionArgs) {
  const token = params.token ?? '';
  const act = (await readForm(request)).get('act');
  if (act === 'stop') {
    const stopped = await stopEmailChange(db, token);
    return stopped.ok ? redirect(told(token, 'stopped'), 303) : data({ said: null }, { status: 410 });
  }
  if (act !== 'agree') throw new Response(null, { status: 400 });
  const agreed = await agreeToChange(db, token, 'leave-address');
  if (!agreed.ok) return data({ said: null }, { status: 410 });
  return redirect(told(token, agreed.applied ? 'applied' : 'agreed'), 303);
}

const told = (token: string, said: (typeof SAID)[number]) =>
  `/address/leave/${encodeURIComponent(token)}?said=${said}`;

export default function LeaveAddress() {
  const { change, said } = useLoaderData<typeof loader>();
  return <AddressEnd end="leave" change={change} said={useActionData<typeof action>() ? null : said} />;
}
