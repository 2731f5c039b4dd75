import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { joinCommunity } from '../domain/communities/commands/join-community.server';
import { requireMember } from '../session.server';
import { communityAt } from './c.$community/community.server';

/** Where a stranger who pressed "Join" arrives once signed in: at the page, for looking changes nothing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  return redirect((await communityAt(request, params.community)).path);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { community, path } = await communityAt(request, params.community);
  const joined = await joinCommunity(db, self, community.id);
  return redirect(`${path}?said=${joined.ok ? 'joined' : 'left'}`, 303);
}
