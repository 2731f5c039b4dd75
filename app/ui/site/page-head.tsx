import type { ReactNode } from 'react';

/** A page's title and what it is about, with the air a desktop wants above them. */
export function PageHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="head">
      <h1 className="h1">{title}</h1>
      {children && <p className="lead muted measure">{children}</p>}
    </header>
  );
}
