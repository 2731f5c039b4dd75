import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findBelonging } from '../domain/communities/belonging.server';
import { leaveCommunity } from '../domain/communities/commands/leave-community.server';
import { wordsFor } from '../locales/i18n.server';
import { circlesWords } from '../locales/parts/circles';
import { requireMember } from '../session.server';
import { Hats } from '../ui/communities/hats';
import { Button, ButtonLink } from '../ui/kit/button';
import { DoorstepPage } from '../ui/members/doorstep';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;
export const handle = { words: circlesWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const { community, path } = await communityAt(request, params.community);
  const { roles } = await findBelonging(db, self, community.id);
  if (!roles) throw redirect(path);
  const t = await wordsFor(request);
  const tag = `#${community.name}`;
  return {
    title: t('circles.leave.title', { tag }),
    unlisted: true,
    path,
    tag,
    roles,
    back: community.hidden ? 'hidden' : community.admission === 'invitation' ? 'invitation' : 'back',
  } as const;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { community, path } = await communityAt(request, params.community);
  const left = await leaveCommunity(db, self, community.id);
  if (!left.ok) return redirect(`${path}?said=${left.reason}`, 303);
  // A hidden community is gone for who left it.
  if (community.hidden) return redirect('/communities', 303);
  const said = community.admission === 'invitation' ? 'leftForInvitation' : 'left';
  return redirect(`${path}?said=${said}`, 303);
}

export default function Leave() {
  const { t } = useTranslation();
  const { path, tag, roles, back } = useLoaderData<typeof loader>();
  return (
    <Frame bar={{ back: { to: path, label: t('community.backTo', { tag }) }, title: tag }}>
      <DoorstepPage
        title={t('circles.leave.heading', { tag })}
        lead={`${t('circles.leave.text')} ${t(`circles.leave.${back}`)}`}
      >
        {roles.length > 0 && (
          <p>
            {t('circles.leave.hats')} <Hats roles={roles} />
          </p>
        )}
        <Form method="post" className="btns">
          <Button kind="danger">{t('circles.leave.submit')}</Button>
          <ButtonLink to={path}>{t('circles.leave.stay')}</ButtonLink>
        </Form>
      </DoorstepPage>
    </Frame>
  );
}
