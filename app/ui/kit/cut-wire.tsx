import type { ReactNode } from 'react';
import { Bird } from './birds/bird';

export type CutWireProps = {
  title: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  /** what to quote when writing to us */
  reference?: ReactNode;
};

/** Its two ends, in a drawing of 400 by 220 that they leave on both sides. */
export const CUT_WIRE =
  'M-900 60C-300 96 60 92 150 108c26 5 30 34 22 62-4 14 8 20 14 10' +
  'M1300 60C700 96 330 88 268 96c-26 4-34 22-28 44 4 16-8 20-12 8';

/** An error page is a cut wire, with nobody fallen from it. */
export function CutWire({ title, children, actions, reference }: CutWireProps) {
  return (
    <div className="plea">
      <div className="scene cut">
        <svg
          viewBox="0 0 400 220"
          preserveAspectRatio="xMidYMin slice"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          aria-hidden="true"
          focusable="false"
        >
          <path d={CUT_WIRE} />
        </svg>
        <Bird seed="left" look={{ species: 'robin', ink: 'leaf', flip: false, wear: null, dye: 'rose' }} />
        <Bird seed="right" look={{ species: 'owl', ink: 'clay', flip: false, wear: null, dye: 'rose' }} />
      </div>
      <h1 className="h1">{title}</h1>
      <div className="lead muted measure">{children}</div>
      {actions && <div className="btns">{actions}</div>}
      {reference && <p className="xs dim num">{reference}</p>}
    </div>
  );
}
