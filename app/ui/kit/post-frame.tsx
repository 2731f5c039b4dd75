import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Bird } from './birds/bird';
import { Icon, type IconName } from './icons';
import { Link } from './link';

export type PostFrameProps = {
  /** the anchor of a permanent link */
  id?: string;
  /** without a seed: nobody any more */
  author: { seed: string; name: string; handle?: string; to?: string; photoUrl?: string | null };
  /** a <time>, or a link around one */
  time: ReactNode;
  badge?: ReactNode;
  /** scribe: set in the headline face on a tinted ground. far: a dotted wire, an outlined bird */
  kind?: 'plain' | 'scribe' | 'far';
  reply?: boolean;
  /** the language of the text, where it is not the page's */
  lang?: string;
  /** the words themselves */
  children: ReactNode;
  /** pictures, cards, polls, under the words */
  attached?: ReactNode;
  actions?: ReactNode;
};

/** A post or a message: it opens on a wire its author stands on, so it needs no card. */
export function PostFrame(props: PostFrameProps) {
  const { id, author, time, badge, kind = 'plain', reply, lang, children, attached, actions } = props;
  const classes = ['post', kind !== 'plain' && kind, reply && 'reply'].filter(Boolean).join(' ');
  return (
    <article className={classes} id={id}>
      <header>
        <Bird
          seed={author.seed}
          photoUrl={author.photoUrl}
          outlined={kind === 'far'}
          silhouette={author.seed === ''}
        />
        <div className="who">
          {author.to ? (
            <Link to={author.to}>
              <b>{author.name}</b>
            </Link>
          ) : (
            <b>{author.name}</b>
          )}
          {author.handle && <span className="at">@{author.handle}</span>} {badge}
        </div>
        <div className="at-time">{time}</div>
      </header>
      <div className="body">
        <div className="txt" lang={lang}>
          {children}
        </div>
        {attached}
      </div>
      {actions && <div className="acts">{actions}</div>}
    </article>
  );
}

export type PostActionProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> & {
  icon: IconName;
  /** read aloud; shown as well when `shown` */
  label: string;
  count?: number | string;
  shown?: boolean;
};

/** Thanks, reply, repost: pressed ones turn amber and heavier. */
export function PostAction({ icon, label, count, shown, type = 'submit', ...rest }: PostActionProps) {
  return (
    <button type={type} {...rest}>
      <Icon name={icon} small />
      <span className={shown ? undefined : 'vh'}>{label}</span>
      {count ? <span className="num">{count}</span> : null}
    </button>
  );
}
