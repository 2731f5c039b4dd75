import type { Segment } from '../../domain/hashtags/text.server';
import { Link } from '../kit/link';

/**
 * The words of a post or a message, leading where its hashtags, mentions and links lead.
 * @param tag the page's own hashtag: it leads nowhere else
 */
export function Words({ segments, tag }: { segments: readonly Segment[]; tag?: string }) {
  return segments.map(({ text, hashtag, handle, url }, index) => {
    const key = `${index} ${text}`;
    if (hashtag && hashtag === tag) return <b key={key}>{text}</b>;
    if (hashtag) {
      return (
        <Link key={key} to={`/live/${encodeURIComponent(hashtag)}`}>
          {text}
        </Link>
      );
    }
    if (handle) {
      return (
        <Link key={key} to={`/@${handle}`}>
          {text}
        </Link>
      );
    }
    if (url) {
      return (
        <a key={key} href={url} rel="nofollow noopener noreferrer ugc">
          {text}
        </a>
      );
    }
    return text;
  });
}
