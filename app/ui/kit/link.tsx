import { useNavigate } from '@remix-run/react';
import { type AnchorHTMLAttributes, useEffect } from 'react';

export type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  /** a path of ours, whole and encoded */
  to: string;
};

/**
 * A link to a page of ours. Remix's own asks the router a dozen things each time it is drawn, and a page of posts has
 * a hundred: this one is an anchor, which `useFollowing` follows without loading the document anew.
 */
export function Link({ to, ...rest }: LinkProps) {
  // The attribute by which Remix learns, ahead of time, of the routes behind a page's links.
  return <a data-discover="true" href={to} {...rest} />;
}

/** Follows the document's links in place; once, in the root. What a handler has prevented is not followed. */
export function useFollowing(): void {
  const navigate = useNavigate();
  useEffect(() => {
    function follow(event: MouseEvent): void {
      const isPlain =
        event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      const link = (event.target as Element | null)?.closest?.('a[data-discover]');
      const to = link?.getAttribute('href');
      if (!to || !isPlain || event.defaultPrevented || link?.hasAttribute('target')) return;
      event.preventDefault();
      const { pathname, search, hash } = window.location;
      navigate(to, { replace: to === pathname + search + hash });
    }
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [navigate]);
}
