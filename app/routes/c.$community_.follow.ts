import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { followCommunity } from '../domain/communities/commands/follow-community.server';
import { withdrawRequest } from '../domain/communities/commands/requests.server';
import { readForm } from '../http/form.server';
import { requireMember } from '../session.server';
import { communityAt } from './c.$community/community.server';

/** Where a stranger who pressed "Follow" arrives once signed in: at the page, for looking changes nothing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  return redirect((await communityAt(request, params.community)).path);
}

/** From outside: following, no longer following, taking a request back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { community, path } = await communityAt(request, params.community);
  const act = (await readForm(request)).get('act');
  if (act === 'withdraw') {
    await withdrawRequest(db, self, community.id);
    return redirect(`${path}?said=withdrawn`, 303);
  }
  const follow = act !== 'unfollow';
  const done = await followCommunity(db, self, community.id, follow);
  return redirect(done.ok ? `${path}?said=${follow ? 'followed' : 'unfollowed'}` : path, 303);
}
