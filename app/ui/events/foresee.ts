import type { Answer } from '../../domain/rsvps/rules';
import type { EventFacts, Sitting } from './facts';

/**
 * An event's page as it will most likely be once an answer is taken: what is shown while it travels. The
 * server decides; where it decides otherwise, its page replaces this one.
 */
export function foresee(event: EventFacts, answer: Answer | null): EventFacts {
  const { own, reader, free } = event;
  if (!answer || !reader) return event;
  const had = own?.seat === 'held';
  const sits = answer === 'going' && (had || own?.seat === 'offered' || free === null || free > 0);
  const waits = answer === 'going' && !sits;
  const wasAway = own?.answer === 'remote';
  const me: Sitting = {
    key: 'me',
    seed: reader.seed,
    name: reader.name,
    handle: null,
    portrait: reader.portrait ?? null,
    me: true,
  };
  const change = Number(sits) - Number(had);
  return {
    ...event,
    held: event.held + change,
    free: free === null ? null : Math.max(0, free - change),
    remote: event.remote + Number(answer === 'remote') - Number(wasAway),
    seated: place(event.seated, me, sits),
    away: place(event.away, me, answer === 'remote'),
    own: {
      removed: false,
      offeredUntil: null,
      seenBy: own?.seenBy ?? 'organizers',
      answer,
      seat: sits ? 'held' : waits ? 'waiting' : null,
      position: waits ? (own?.position ?? event.waiting + 1) : null,
    },
  };
}

function place(sitting: Sitting[], me: Sitting, here: boolean): Sitting[] {
  const isHere = sitting.some((one) => one.me);
  if (here) return isHere ? sitting : [...sitting, me];
  return isHere ? sitting.filter((one) => !one.me) : sitting;
}
