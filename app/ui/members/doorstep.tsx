import type { ReactNode } from 'react';
import { Bird, EmptySeat } from '../kit/birds/bird';

/** A wire with one seat on it: empty while nobody is known, then the bird of a handle. */
export function Doorstep({ handle }: { handle?: string }) {
  return (
    <div className="scene empty-wire">
      <svg viewBox="0 0 100 150" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path
          d="M0 96Q50 140 100 96"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {handle ? <Bird key={handle} seed={handle} /> : <EmptySeat plus />}
    </div>
  );
}

export type DoorstepPageProps = {
  handle?: string;
  title: ReactNode;
  /** what happened, or what is asked */
  lead: ReactNode;
  children?: ReactNode;
};

/** A page that is one sentence and one act, under the wire. */
export function DoorstepPage({ handle, title, lead, children }: DoorstepPageProps) {
  return (
    <div className="plea">
      <Doorstep handle={handle} />
      <h1 className="h1">{title}</h1>
      <p className="lead muted measure">{lead}</p>
      {children}
    </div>
  );
}
