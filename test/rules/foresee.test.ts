import { describe, expect, test } from 'vitest';
import type { EventFacts, Standing } from '#app/ui/events/facts';
import { foresee } from '#app/ui/events/foresee';

const zoe = { key: 'zoe', seed: 'zoe', name: 'Zoé', handle: 'zoe', portrait: null, me: false };
const own = (more: Partial<Standing>): Standing => ({
  answer: 'going',
  seat: 'held',
  seenBy: 'everyone',
  position: null,
  removed: false,
  offeredUntil: null,
  ...more,
});

const event = (more: Partial<EventFacts>) =>
  ({
    held: 1,
    free: 2,
    waiting: 0,
    remote: 0,
    seated: [zoe],
    away: [],
    own: null,
    reader: { seed: 'maud', name: 'Maud' },
    ...more,
  }) as EventFacts;

const names = (sitting: EventFacts['seated']) => sitting.map(({ name }) => name);

describe('an answer shown before the server took it', () => {
  test('nothing on its way, or nobody to answer: the page as it is', () => {
    const as = event({});
    expect(foresee(as, null)).toBe(as);
    const stranger = event({ reader: null });
    expect(foresee(stranger, 'going')).toBe(stranger);
  });

  test('a seat that is free is taken, the last of the wire', () => {
    const then = foresee(event({}), 'going');
    expect([then.held, then.free, names(then.seated)]).toEqual([2, 1, ['Zoé', 'Maud']]);
    expect(then.own).toMatchObject({ seat: 'held', seenBy: 'organizers' });
  });

  test('no seat is free: the next place in line, and no bird', () => {
    const then = foresee(event({ free: 0, waiting: 3 }), 'going');
    expect([then.held, then.free, names(then.seated)]).toEqual([1, 0, ['Zoé']]);
    expect(then.own).toMatchObject({ seat: 'waiting', position: 4 });
  });

  test('who waits keeps their place; an offered seat is theirs', () => {
    const waits = event({ free: 0, waiting: 3, own: own({ seat: 'waiting', position: 2 }) });
    expect(foresee(waits, 'going').own?.position).toBe(2);
    const offered = foresee(event({ free: 0, own: own({ seat: 'offered' }) }), 'going');
    expect([offered.own?.seat, offered.held]).toEqual(['held', 2]);
  });

  test('from the wire to the dotted one, and off both', () => {
    const me = { key: 'me', seed: 'maud', name: 'Maud', handle: null, portrait: null, me: true };
    const here = event({ held: 2, seated: [zoe, me], own: own({}) });
    const away = foresee(here, 'remote');
    expect([away.held, away.free, away.remote, names(away.away)]).toEqual([1, 3, 1, ['Maud']]);
    const gone = foresee(away, 'declined');
    expect([gone.remote, names(gone.away), gone.own?.seat]).toEqual([0, [], null]);
    expect(foresee(here, 'going')).toMatchObject({ held: 2, free: 2 });
  });
});
