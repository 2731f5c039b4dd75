import { NavLink, useLocation } from '@remix-run/react';
import { type ReactNode, useEffect, useRef } from 'react';

export type TabLink = { to: string; label: ReactNode; end?: boolean };

/** The parts of one thing, as links: each has its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const strip = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // A phone is narrower than the strip: the part one is in comes into view, with a neighbour on either side.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current tab is another one at another address
  useEffect(() => {
    const nav = strip.current;
    const current = nav?.querySelector<HTMLElement>('[aria-current]');
    if (nav && current) nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
  }, [pathname]);
  return (
    <nav ref={strip} className="subs" aria-label={label}>
      {tabs.map(({ to, label: text, end }) => (
        <NavLink key={to} to={to} end={end} preventScrollReset>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
