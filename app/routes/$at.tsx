import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findProfile } from '../domain/members/profiles.server';
import { poster } from '../locales/dates';
import { viewerOf } from '../session.server';
import { ButtonLink } from '../ui/kit/button';
import { Icon } from '../ui/kit/icons';
import { Doorstep } from '../ui/members/doorstep';
import { Frame, useSite } from '../ui/site/frame';
import { titled } from '../ui/site/title';

export const meta = titled;

/** `/@handle`. Any other single segment that is no page of ours ends here too, and is nothing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request);
  const handle = params.at?.startsWith('@') ? params.at.slice(1) : '';
  const found = handle ? await findProfile(db, viewer, handle) : undefined;
  if (!found) throw new Response(null, { status: 404 });
  const { profile: member, standing } = found;
  return {
    title: `${member.name} (@${member.handle})`,
    unlisted: true,
    member,
    isMine: standing === 'self',
  };
}

export default function Member() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { member, isMine } = useLoaderData<typeof loader>();
  const { name, handle, bio, city, since } = member;
  return (
    <Frame>
      <article className="plea">
        <Doorstep handle={handle} />
        <h1 className="h1">{name}</h1>
        <p className="tag muted">@{handle}</p>
        {bio ? (
          <p className="lead measure whitespace-pre-line">{bio}</p>
        ) : (
          <p className="lead muted measure">{t(isMine ? 'member.noBioMine' : 'member.noBio')}</p>
        )}
        {city && (
          <p className="kv">
            <Icon name="place" />
            <span>{city}</span>
          </p>
        )}
        <p className="kv muted">
          <Icon name="calendar" />
          <span>{t('member.since', { month: poster(new Date(since), 'UTC', language).month })}</span>
        </p>
        {isMine && (
          <div className="btns">
            <ButtonLink to="/settings" icon="edit">
              {t('member.edit')}
            </ButtonLink>
          </div>
        )}
      </article>
    </Frame>
  );
}
