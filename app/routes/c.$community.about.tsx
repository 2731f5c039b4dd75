import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listRoleHolders } from '../domain/communities/queries.server';
import { canEditCommunity } from '../domain/communities/rules';
import { wordsFor } from '../locales/i18n.server';
import { circlesWords } from '../locales/parts/circles';
import { leadOf, renderMarkdown } from '../markdown.server';
import { Hats } from '../ui/communities/hats';
import { ButtonLink } from '../ui/kit/button';
import { Link } from '../ui/kit/link';
import { Prose } from '../ui/kit/prose';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const handle = { words: circlesWords };

export const meta = titled;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, roles, path } = await communityAt(request, params.community);
  const t = await wordsFor(request);
  return {
    title: t('communities.about.title', { tag: `#${community.name}` }),
    description: leadOf(community.description, 160),
    path,
    tag: community.tag,
    html: renderMarkdown(community.description),
    city: community.city,
    behind: await listRoleHolders(db, community.id),
    isKeeper: canEditCommunity(roles),
  };
}

export default function About() {
  const { t } = useTranslation();
  const { path, tag, html, city, behind, isKeeper } = useLoaderData<typeof loader>();
  return (
    <div className="two">
      <section className="sec stack">
        <h2 className="h2">{t('communities.about.heading')}</h2>
        {html ? (
          <Prose html={html} />
        ) : (
          <p className="muted">{t(isKeeper ? 'communities.about.noneKeeper' : 'communities.about.none')}</p>
        )}
        {city && <p>{t('communities.about.city', { city })}</p>}
        {isKeeper && (
          <div className="btns">
            <ButtonLink icon="edit" to={`${path}/edit`}>
              {t('communities.about.edit')}
            </ButtonLink>
            <ButtonLink icon="people" to={`${path}/roles`}>
              {t('communities.about.roles')}
            </ButtonLink>
          </div>
        )}
        {!isKeeper && (
          <p className="small">
            <Link to={`/report?about=community&id=${encodeURIComponent(tag)}`}>
              {t('communities.about.report')}
            </Link>
          </p>
        )}
      </section>
      <section className="sec">
        <h2 className="h2">{t('communities.people.behind')}</h2>
        <p className="small muted">{t('communities.people.behindText')}</p>
        <ul>
          {behind.map(({ handle, name, portrait, roles }) => (
            <li key={handle}>
              <WireRow
                to={`/@${handle}`}
                seed={handle}
                photoUrl={photoUrl(portrait)}
                title={name || `@${handle}`}
                detail={`@${handle}`}
                aside={<Hats roles={roles} />}
              />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
