import { NavLink } from '@remix-run/react';
import type { ReactNode } from 'react';

export type TabLink = { to: string; label: ReactNode; end?: boolean };

/** The parts of one thing, as links: each has its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav className="subs" aria-label={label}>
      {tabs.map(({ to, label: text, end }) => (
        <NavLink key={to} to={to} end={end} preventScrollReset>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
