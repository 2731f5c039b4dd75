import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Cover } from '../kit/cover/cover';

export interface Poster {
  tag: string;
  name: string;
  city: string;
  members: number;
  hidden: boolean;
}

/** Communities by their faces. */
export function CommunityPosters({ communities }: { communities: readonly Poster[] }) {
  const { t } = useTranslation();
  return (
    <ul className="posters">
      {communities.map(({ tag, name, city, members, hidden }) => (
        <li key={tag}>
          <Link to={`/c/${encodeURIComponent(tag)}`}>
            <Cover tag={tag} ratio="4x3" />
            <b className="h3">#{name}</b>
            <span className="small muted">
              {[t('community.members', { count: members }), city, hidden && t('community.hidden')]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
