import type { ReactNode } from 'react';

/** "En direct": never the dot alone. */
export function LiveDot({ children }: { children: ReactNode }) {
  return (
    <span className="livedot">
      <i aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
