import type { PostView } from '../../domain/posts/queries.server';
import { Link } from '../../ui/kit/link';

/** A post's words, leading where its hashtags, mentions and links lead. */
export function Words({ segments, tag }: { segments: PostView['segments']; tag: string }) {
  return segments.map(({ text, hashtag, handle, url }, index) => {
    const key = `${index} ${text}`;
    // The page's own hashtag leads nowhere else.
    if (hashtag === tag) return <b key={key}>{text}</b>;
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
