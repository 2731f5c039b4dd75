import type { ActionFunctionArgs } from '@remix-run/node';
import { db } from '#db/client';
import { noteOpened } from '../domain/invitations/commands/send-invitations.server';
import { findInvitationByToken } from '../domain/invitations/queries.server';

/** A person touched the page behind an invitation's link. It answers the same for every token. */
export async function action({ params }: ActionFunctionArgs) {
  const invitation = await findInvitationByToken(db, params.token ?? '');
  if (invitation) await noteOpened(db, invitation.id);
  return new Response(null, { status: 204 });
}
