import { Bird, EmptySeat } from './birds/bird';
import { looksOf } from './birds/looks';
import { Link } from './link';

export type Seat = {
  key: string | number;
  /** the handle, or for a silhouette anything that tells nothing */
  seed: string;
  /** null for someone who chose not to be seen */
  name: string | null;
  me?: boolean;
  silhouette?: boolean;
  photoUrl?: string | null;
  /** their page */
  to?: string;
  /** just arrived: hops onto the wire */
  hop?: boolean;
};

export type PerchProps = {
  seats: readonly Seat[];
  /** how many seats wait */
  free?: number;
  /** the first empty seat is the reader's own */
  you?: boolean;
  /** people there is no room to draw */
  more?: number;
  /** where all of them are listed */
  moreTo?: string;
  /** a dotted wire of outlined birds: absent, but with us */
  far?: boolean;
  /** keeps to its column instead of running to both edges of the page */
  inset?: boolean;
  /** names the list */
  label: string;
  words: {
    /** read in place of a silhouette's name */
    someone: string;
    free: string;
    you?: string;
    more?: string;
  };
};

/** People on a wire; for a screen reader, a list of them. */
export function Perch({ seats, free = 0, you, more = 0, moreTo, far, inset, label, words }: PerchProps) {
  const looks = looksOf(seats.map((seat) => seat.seed));
  return (
    <ul
      className={['perch', far && 'far', inset && 'inset'].filter(Boolean).join(' ')}
      aria-label={label}
      // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that an unstyled list is one
      role="list"
    >
      {seats.map((seat, index) => (
        <li
          key={seat.key}
          className={classOf(seat, isShort(seats[index - 1]) && isShort(seats[index + 1]))}
          aria-current={seat.me ? 'true' : undefined}
        >
          <Sitter to={seat.to}>
            <Bird
              seed={seat.seed}
              look={looks[index]}
              outlined={far}
              silhouette={seat.silhouette}
              photoUrl={seat.photoUrl}
            />
            {seat.name ? (
              <span className="nm" title={seat.name}>
                {seat.name}
              </span>
            ) : (
              <span className="vh">{words.someone}</span>
            )}
          </Sitter>
        </li>
      ))}
      {Array.from({ length: free }, (_, index) => (
        <li key={`free ${index}`} className="free">
          <span className="sitter">
            <EmptySeat plus={index === 0 && you} />
            <span className="nm">{index === 0 && you ? (words.you ?? words.free) : words.free}</span>
          </span>
        </li>
      ))}
      {more > 0 && (
        <li>
          <Sitter to={moreTo}>
            <span className="more">+{more}</span>
            <span className="nm">{words.more}</span>
          </Sitter>
        </li>
      )}
    </ul>
  );
}

function classOf({ me, hop }: Seat, roomy: boolean): string | undefined {
  return [me && 'me', hop && 'hop', roomy && 'roomy'].filter(Boolean).join(' ') || undefined;
}

/** Whether a name leaves some of its place to its neighbour's: a column holds eight letters. */
const isShort = (seat: Seat | undefined): boolean => (seat?.name?.length ?? 0) <= 6;

function Sitter({ to, children }: { to?: string; children: React.ReactNode }) {
  return to ? <Link to={to}>{children}</Link> : <span className="sitter">{children}</span>;
}

export type MiniPerchProps = {
  count: number | string;
  label: string;
  /** null for someone who chose not to be seen */
  seeds: readonly (string | null)[];
  far?: boolean;
};

/** How many, and the first of them, at a glance: decorative birds, the count and its label are the text. */
export function MiniPerch({ count, label, seeds, far }: MiniPerchProps) {
  const birds = seeds.map((seed, index) => ({ seed: seed ?? `unseen ${index}`, silhouette: seed === null }));
  const looks = looksOf(birds.map(({ seed }) => seed));
  return (
    <div className={far ? 'mini far' : 'mini'}>
      <p className="count">
        <b className="num">{count}</b> {label}
      </p>
      <div className="flock">
        {birds.map(({ seed, silhouette }, index) => (
          <Bird key={seed} seed={seed} look={looks[index]} outlined={far} silhouette={silhouette} />
        ))}
      </div>
    </div>
  );
}
