import type { ReactNode } from 'react';
import { ButtonLink } from '../kit/button';

/** The way to the next page of a list. */
export function More({ to, children }: { to: string; children: ReactNode }) {
  return (
    <p className="sec">
      <ButtonLink to={to}>{children}</ButtonLink>
    </p>
  );
}
