import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Perch, type Seat } from '../kit/perch';
import { photoUrl } from '../members/photo';
import type { EventFacts, Sitting } from './facts';

/** Empty seats drawn at most; the heading tells how many there are. */
const MOST_FREE = 12;

/** Who comes, on the wire; who is away but with them, on the dotted one. */
export function EventPerch({
  event,
  hopping,
  aside,
}: {
  event: EventFacts;
  hopping: boolean;
  aside?: ReactNode;
}) {
  const { t } = useTranslation();
  const words = {
    someone: t('event.someone'),
    free: t('event.freeSeat'),
    you: t('event.you'),
    more: t('event.others'),
  };
  const isOpen = event.canGo && event.phase !== 'draft';
  const mine = event.own?.seat === 'held';
  const drawn = event.free === null ? Number(!mine) : Math.min(event.free, MOST_FREE);
  const free = isOpen ? drawn : 0;
  return (
    <section className="event-perch" aria-labelledby="perch">
      <div className="headline">
        <h2 className="h2" id="perch">
          <Count event={event} />
        </h2>
        {aside}
      </div>
      {(event.held > 0 || free > 0) && (
        <Perch
          seats={event.seated.map((one) => seatOf(one, hopping))}
          more={event.moreSeated}
          free={free}
          you={isOpen && !mine && event.own?.answer !== 'declined'}
          label={t('event.wireLabel')}
          words={words}
        />
      )}
      {event.remote > 0 && (
        <div className="away">
          <h3 className="h3">{t('event.away', { count: event.remote })}</h3>
          {event.phase !== 'past' && <p className="small muted">{t('event.awayText')}</p>}
          <Perch
            far
            seats={event.away.map((one) => seatOf(one, hopping))}
            more={event.moreAway}
            label={t('event.awayLabel')}
            words={words}
          />
        </div>
      )}
    </section>
  );
}

/** "21 sur le fil, 3 places libres" */
function Count({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  const { held, free, waiting, phase, canGo } = event;
  if (phase === 'past' || phase === 'cancelled') return t('event.wasOnWire', { count: held });
  const parts = [t('event.onWire', { count: held })];
  if (free !== null && canGo) parts.push(t('event.free', { count: free }));
  if (waiting > 0) parts.push(t('event.waiting', { count: waiting }));
  return parts.join(', ');
}

const seatOf = ({ key, seed, name, handle, portrait, me }: Sitting, hopping: boolean): Seat => ({
  key,
  seed: seed ?? key,
  name,
  me,
  silhouette: seed === null,
  photoUrl: photoUrl(portrait),
  to: handle ? `/@${handle}` : undefined,
  hop: me && hopping,
});
