import { useLocation, useNavigation } from '@remix-run/react';

/** Where the reader is, or is on the way to: what they pressed answers at once. */
export function useHeading(): { pathname: string; isLeaving: boolean } {
  const here = useLocation().pathname;
  const { state, location } = useNavigation();
  const pathname = state === 'loading' && location ? location.pathname : here;
  return { pathname, isLeaving: pathname !== here };
}

/**
 * Bones in place of a page that is being left, until the next is there; first in its `main`. They show only
 * past 300 ms (in CSS): most answers are faster, and a flash is worse than a wait. Others hear `label`.
 */
export function PageToCome({ label }: { label: string }) {
  if (!useHeading().isLeaving) return null;
  return (
    <div className="to-come" role="status">
      <span className="vh">{label}</span>
      {[1, 2, 3].map((post) => (
        <div key={post} className="post" aria-hidden="true">
          <div className="bone short" />
          <div className="bone" />
          <div className="bone h" />
        </div>
      ))}
    </div>
  );
}
