import type { ReactNode } from 'react';
import { Bird } from './birds/bird';

export type NoteOnWireProps = {
  /** who asks: a few seeds, drawn on the wire */
  seeds: readonly string[];
  /** "Manon et 11 autres, de loin" */
  by: ReactNode;
  wish: string;
  /** the button that claims it, or who already did */
  children: ReactNode;
};

/** A request to the room, hung from the dotted wire like a note. */
export function NoteOnWire({ seeds, by, wish, children }: NoteOnWireProps) {
  return (
    <div className="hang">
      <div className="flock">
        {seeds.map((seed) => (
          <Bird key={seed} seed={seed} outlined size="s" />
        ))}
      </div>
      <div className="paper">
        <p className="small muted">{by}</p>
        <p className="wish">{wish}</p>
        {children}
      </div>
    </div>
  );
}
