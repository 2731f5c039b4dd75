import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Belonging } from '../../domain/communities/of-member.server';
import { Hats } from '../communities/hats';
import { TagName } from '../kit/tag-name';

/** The communities somebody is in, with what they are there; the ones the reader is in as well say so. */
export function CommunityWires({
  communities,
  isMine,
}: {
  communities: readonly Belonging[];
  isMine: boolean;
}) {
  const { t } = useTranslation();
  return (
    <ul className="lines belongings">
      {communities.map(({ tag, name, roles, shared }) => (
        <li key={tag}>
          <Link className="what" to={`/c/${encodeURIComponent(tag)}`}>
            <b className="h3">
              <TagName tag={name} />
            </b>
            <Hats roles={roles} />
          </Link>
          {shared && !isMine && <span className="small muted">{t('member.shared')}</span>}
        </li>
      ))}
    </ul>
  );
}
