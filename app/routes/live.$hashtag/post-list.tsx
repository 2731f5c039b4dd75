import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { PostView } from '../../domain/posts/queries.server';
import { day } from '../../locales/dates';
import type { Language } from '../../locales/i18n';
import { type PostActs, PostItem } from './post-item';
import type { Thanks } from './use-thanks';

/** A night that goes on past midnight is still that evening, until six. */
const NIGHT = 6 * 3_600_000;

export interface PostListProps {
  posts: readonly PostView[];
  tag: string;
  zone: string;
  /** The year that need not be said. */
  year: string;
  /** The evening goes on: nobody asks which day it is. */
  isTonight: boolean;
  me: string | undefined;
  thanksOf(post: PostView): Thanks;
  acts: PostActs;
}

/** The posts, under their days. */
export function PostList({ posts, tag, zone, year, isTonight, me, thanksOf, acts }: PostListProps) {
  const { i18n } = useTranslation();
  const here = new Map(posts.map((post) => [post.id, post]));
  const dayOf = ({ at }: PostView) =>
    day(new Date(Date.parse(at) - NIGHT), zone, i18n.language as Language, !at.startsWith(year));
  const days = posts.map(dayOf);
  return posts.map((post, index) => {
    const begins = index > 0 ? days[index - 1] !== days[index] : !isTonight;
    return (
      <Fragment key={post.id}>
        {begins && <h3 className="day">{days[index]}</h3>}
        <PostItem
          post={post}
          tag={tag}
          me={me}
          thanks={thanksOf(post).count}
          thankful={thanksOf(post).thankful}
          quote={quoteOf(post.replyTo && here.get(post.replyTo.id))}
          acts={acts}
        />
      </Fragment>
    );
  });
}

/** Characters of it: more than a line of the widest page holds. */
const QUOTED = 140;

/** How a post begins, on one line. */
export function quoteOf(post: PostView | null | undefined): string | undefined {
  const text = post?.segments
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return text && [...text].slice(0, QUOTED).join('');
}
