import type { ReactNode } from 'react';
import { EmptySeat } from './birds/bird';

export type EmptyProps = {
  title: ReactNode;
  /** what will be here */
  children: ReactNode;
  /** the first step */
  actions?: ReactNode;
  /** h1 when the whole page is empty, h2 for a part of one */
  heading?: 'h1' | 'h2';
};

/** An empty state is an empty wire, with one seat that waits. */
export function Empty({ title, children, actions, heading: Heading = 'h2' }: EmptyProps) {
  return (
    <div className="plea">
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
        <EmptySeat plus />
      </div>
      <Heading className={Heading === 'h1' ? 'h1' : 'h2'}>{title}</Heading>
      <div className="lead muted measure">{children}</div>
      {actions && <div className="btns">{actions}</div>}
    </div>
  );
}
