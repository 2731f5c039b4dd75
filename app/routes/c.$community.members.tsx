import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listMembers, listRoleHolders } from '../domain/communities/queries.server';
import { canHandOutRoles } from '../domain/communities/rules';
import { wordsFor } from '../locales/i18n.server';
import { Hats } from '../ui/communities/hats';
import { ButtonLink } from '../ui/kit/button';
import { WireRow } from '../ui/kit/row';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;

const MOST = 500;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, roles, path } = await communityAt(request, params.community);
  const t = await wordsFor(request);
  const people = roles ? await listMembers(db, community.id, MOST) : await listRoleHolders(db, community.id);
  return {
    title: t('communities.people.title', { tag: `#${community.name}` }),
    path,
    people,
    isMember: roles !== null,
    cut: roles !== null && community.members > people.length ? people.length : null,
    canHandOut: canHandOutRoles(roles),
  };
}

export default function Members() {
  const { t } = useTranslation();
  const { path, people, isMember, cut, canHandOut } = useLoaderData<typeof loader>();
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
        {people.map(({ handle, name, roles }) => (
          <li key={handle}>
            <WireRow
              to={`/@${handle}`}
              seed={handle}
              title={name || `@${handle}`}
              detail={`@${handle}`}
              aside={<Hats roles={roles} />}
            />
          </li>
        ))}
      </ul>
      {cut !== null && <p className="muted">{t('communities.people.many', { count: cut })}</p>}
    </section>
  );
}
