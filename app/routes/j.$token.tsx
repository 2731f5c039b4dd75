import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { db } from '#db/client';
import { type Door, findDoor } from '../domain/communities/doors.server';
import type { Self } from '../domain/members/rules';
import { comingBack } from '../http/coming-back.server';
import { wordsFor } from '../locales/i18n.server';
import { circlesWords } from '../locales/parts/circles';
import { requireMember, viewerOf } from '../session.server';
import { JoinPage } from '../ui/communities/join-page';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';
import { showDoor, takeJoining } from './c.$community/joining.server';

/*
 * Where an invitation link or a mailed invitation leads: to the door of a community, be it hidden, and no further. A
 * mailed one lets in the address it was written to; who has it from somebody else is told so.
 */

export const meta = titled;
export const handle = { words: circlesWords };

async function doorAt(token: string | undefined): Promise<Door> {
  const door = await findDoor(db, token ?? '');
  if (!door) throw new Response(null, { status: 404 });
  return door;
}

const at = (self: Self | null, door: Door, token: string) => ({
  self,
  community: door.community,
  to: `/j/${token}`,
  ...(door.by === 'link' && { link: token }),
  isOthers: door.by === 'mail' && self !== null && door.contactId !== self.contactId,
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const token = params.token ?? '';
  const door = await doorAt(token);
  const { member } = await viewerOf(request);
  const t = await wordsFor(request);
  const shown = await showDoor(at(member, door, token));
  const isTheirs = door.by === 'link' || !member || door.contactId === member.contactId;
  const page = {
    title: t('circles.join.title', { tag: `#${door.community.name}` }),
    unlisted: true,
    door: {
      ...shown,
      invited: shown.invited || (door.by === 'mail' && isTheirs),
      ...(isTheirs && { inviter: door.inviter, word: door.message }),
    },
  };
  if (member) return data(page);
  return data(page, { headers: { 'Set-Cookie': await comingBack.serialize(`/j/${token}`) } });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const token = params.token ?? '';
  return takeJoining(request, self, at(self, await doorAt(token), token));
}

export default function Invited() {
  const { door } = useLoaderData<typeof loader>();
  const typed = useActionData<typeof action>();
  return (
    <Frame>
      <JoinPage {...door} typed={typed} />
    </Frame>
  );
}
