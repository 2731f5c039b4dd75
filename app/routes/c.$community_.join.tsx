import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { wordsFor } from '../locales/i18n.server';
import { circlesWords } from '../locales/parts/circles';
import { requireMember } from '../session.server';
import { JoinPage } from '../ui/communities/join-page';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';
import { showDoor, takeJoining } from './c.$community/joining.server';

export const meta = titled;
export const handle = { words: circlesWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, path } = await communityAt(request, params.community);
  const t = await wordsFor(request);
  return {
    title: t('circles.join.title', { tag: `#${community.name}` }),
    unlisted: true,
    path,
    door: await showDoor({ self: viewer.member, community, to: `${path}/join` }),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { community, path } = await communityAt(request, params.community);
  return takeJoining(request, self, { self, community, to: `${path}/join` });
}

export default function Join() {
  const { t } = useTranslation();
  const { path, door } = useLoaderData<typeof loader>();
  const typed = useActionData<typeof action>();
  const tag = `#${door.name}`;
  return (
    <Frame bar={{ back: { to: path, label: t('community.backTo', { tag }) }, title: tag }}>
      <JoinPage {...door} typed={typed} />
    </Frame>
  );
}
