import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { leaveCommunity } from '../domain/communities/commands/leave-community.server';
import { requireMember } from '../session.server';
import { communityAt } from './c.$community/community.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  return redirect((await communityAt(request, params.community)).path);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { community, path } = await communityAt(request, params.community);
  const left = await leaveCommunity(db, self, community.id);
  if (!left.ok) return redirect(`${path}?said=${left.reason}`, 303);
  // A hidden community is gone for who left it.
  return redirect(community.hidden ? '/communities' : `${path}?said=left`, 303);
}
