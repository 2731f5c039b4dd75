import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listMembers } from '../domain/communities/directory.server';
import { listRoleHolders } from '../domain/communities/queries.server';
import { canHandOutRoles } from '../domain/communities/rules';
import { readKeyset } from '../domain/keyset.server';
import { wordsFor } from '../locales/i18n.server';
import { Hats } from '../ui/communities/hats';
import { ButtonLink } from '../ui/kit/button';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { More } from '../ui/site/more';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, roles, path } = await communityAt(request, params.community);
  const t = await wordsFor(request);
  const after = readKeyset(new URL(request.url).searchParams.get('after'));
  const { people, next } = roles
    ? await listMembers(db, viewer, community.id, { after })
    : { people: await listRoleHolders(db, community.id), next: null };
  return {
    title: t('communities.people.title', { tag: `#${community.name}` }),
    path,
    people,
    next,
    isMember: roles !== null,
    canHandOut: canHandOutRoles(roles),
  };
}

export default function Members() {
  const { t } = useTranslation();
  const { path, people, next, isMember, canHandOut } = useLoaderData<typeof loader>();
  return (
    <section className="sec">
      <div className="headline">
        <h2 className="h2">{isMember ? t('communities.people.heading') : t('communities.people.behind')}</h2>
        {canHandOut && (
          <ButtonLink size="s" to={`${path}/roles`}>
            {t('communities.about.roles')}
          </ButtonLink>
        )}
      </div>
      {!isMember && <p className="muted measure">{t('communities.people.onlyRoles')}</p>}
      <ul className="measure">
        {people.map(({ handle, name, portrait, roles }) => (
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
      {next && <More to={`${path}/members?after=${next}`}>{t('communities.people.more')}</More>}
    </section>
  );
}
