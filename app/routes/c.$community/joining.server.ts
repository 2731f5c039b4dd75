import { data, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { stewardsAddress } from '../../config.server';
import { findBelonging } from '../../domain/communities/belonging.server';
import { findCharter } from '../../domain/communities/charters.server';
import { declineCommunityInvitation } from '../../domain/communities/commands/invite.server';
import { joinCommunity } from '../../domain/communities/commands/join-community.server';
import type { Community } from '../../domain/communities/queries.server';
import { joinInput } from '../../domain/communities/rules';
import type { Self } from '../../domain/members/rules';
import { readForm } from '../../http/form.server';
import { slowDown } from '../../http/limits.server';
import { leadOf, renderMarkdown } from '../../markdown.server';
import type { JoinPageProps } from '../../ui/communities/join-page';

/** The door somebody stands at: by the community's own address, or by a link that opened it. */
interface At {
  self: Self | null;
  community: Community;
  to: string;
  /** The token of the invitation link they came with. */
  link?: string;
  /** Written to by mail, at another address than their account's. */
  isOthers?: boolean;
}

const pathOf = ({ tag }: Community) => `/c/${encodeURIComponent(tag)}`;

/**
 * What a door shows. A member is sent inside; who is banned from a hidden community finds what anybody would: nothing.
 * @throws a redirect, or 404
 */
export async function showDoor({ self, community, to, link, isOthers = false }: At) {
  const belonging = self && (await findBelonging(db, self, community.id));
  if (belonging?.roles) throw redirect(pathOf(community));
  if (belonging?.banned != null && community.hidden) throw new Response(null, { status: 404 });
  const charter = await findCharter(db, community.id);
  const invited = link !== undefined || belonging?.invited === true;
  return {
    to,
    name: community.name,
    lead: leadOf(community.description),
    members: community.members,
    hidden: community.hidden,
    charter: charter ? { version: charter.version, html: renderMarkdown(charter.text) } : null,
    way: wayOf(),
    writeTo: stewardsAddress(),
    admission: community.admission,
    invited,
    inviter: null as string | null,
    word: '',
  } satisfies JoinPageProps;

  function wayOf(): JoinPageProps['way'] {
    if (!belonging) return 'account';
    if (belonging.banned !== null) return 'banned';
    if (isOthers && !invited) return 'otherAddress';
    if (invited || community.admission === 'open') return 'in';
    return community.admission === 'approval' ? 'ask' : 'invitationOnly';
  }
}

/** Takes the form of a door. */
export async function takeJoining(request: Request, self: Self, { community, link }: At) {
  const form = await readForm(request);
  const path = pathOf(community);
  if (form.get('act') === 'decline') {
    await declineCommunityInvitation(db, self, community.id);
    return redirect('/communities', 303);
  }
  const input = joinInput.safeParse(Object.fromEntries(form));
  const message = String(form.get('message') ?? '').slice(0, 2000);
  const back = (wrong: string | null, problem: string | null, status: number) =>
    data({ message, wrong, problem }, { status });
  if (!input.success) return back(null, input.error.issues[0]?.message ?? null, 400);
  const slow = await slowDown(['joinCommunity', self.id]);
  if (slow) return back(null, slow, 429);
  const { charter, accepts, directory } = input.data;
  const joined = await joinCommunity(db, self, community.id, {
    link,
    message: input.data.message,
    inDirectory: directory === 'on',
    charterVersion: accepts === 'on' ? charter : undefined,
  });
  if (joined.ok) return redirect(`${path}?said=${joined.as === 'member' ? 'joined' : 'requested'}`, 303);
  if (joined.reason === 'unknown') throw new Response(null, { status: 404 });
  if (joined.reason === 'charter')
    return back(accepts === 'on' ? 'charterChanged' : 'charterMissing', null, 422);
  return redirect(`${path}/join`, 303);
}
