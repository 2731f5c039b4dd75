import { Link } from '@remix-run/react';
import { Cover } from '../kit/cover/cover';

/** Which event a form or a question is about, on one line. */
export function EventLine({
  to,
  tag,
  title,
  detail,
}: {
  to?: string;
  tag: string;
  title: string;
  detail: (string | null)[];
}) {
  return (
    <div className="event-line">
      <Cover tag={tag} ratio="1x1" eager />
      <p>
        <b className="h3">{to ? <Link to={to}>{title}</Link> : title}</b>
        <br />
        <span className="small muted">{detail.filter(Boolean).join(', ')}</span>
      </p>
    </div>
  );
}
