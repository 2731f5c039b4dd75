import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PostView } from '../../domain/posts/queries.server';
import { Cover } from '../../ui/kit/cover/cover';
import { PostTime } from '../../ui/talk/own-zone';
import { Room } from './head';
import type { LivePage } from './page.server';
import { quoteOf } from './post-list';

/** As many as stand beside the first screen. */
const SCRIBED = 6;

interface BesideProps {
  page: Pick<LivePage, 'tag' | 'event' | 'room' | 'community'>;
  now: Date;
  posts: readonly PostView[];
}

/** What stands beside the wire on a desktop: who is there, else the hashtag's face; and the scribes' posts, to go to. */
export function Beside({ page, now, posts }: BesideProps) {
  const { t } = useTranslation();
  const { tag, event, room, community } = page;
  const scribed = posts.filter(({ scribe }) => scribe).slice(0, SCRIBED);
  return (
    <div className="beside">
      {room && event ? (
        <Room room={room} event={event} now={now} />
      ) : (
        <Cover tag={tag} ratio="3x2" className="d-only" />
      )}
      {scribed.length > 0 && (
        <section className="scribed d-only" aria-labelledby="scribed">
          <h2 className="h3" id="scribed">
            {t('live.page.scribed')}
          </h2>
          <ol>
            {scribed.map((post) => (
              <li key={post.id}>
                <PostTime at={post.at} />
                <a href={`#p-${post.id}`}>{quoteOf(post)}</a>
              </li>
            ))}
          </ol>
        </section>
      )}
      {event && community && (
        <p className="small d-only">
          <Link to={`/c/${encodeURIComponent(community.tag)}`}>
            {t('live.page.community', { community: `#${community.name}` })}
          </Link>
        </p>
      )}
    </div>
  );
}
