import type { ReactNode } from 'react';
import { Icon } from './icons';

export type BadgeKind = 'plain' | 'far' | 'going' | 'waiting' | 'live' | 'danger';

/** A hat or a state, in a word: "scribe", "de loin", "liste d'attente, 2e". Colour only repeats what the word says. */
export function Badge({ kind = 'plain', children }: { kind?: BadgeKind; children: ReactNode }) {
  return <span className={kind === 'plain' ? 'badge' : `badge ${kind}`}>{children}</span>;
}

/** "Vous y serez. À jeudi !" */
export function Answered({ children }: { children: ReactNode }) {
  return (
    <span className="answered">
      <Icon name="check" />
      <span>{children}</span>
    </span>
  );
}
