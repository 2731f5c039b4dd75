import type { EventCard } from '../../domain/events/listings.server';
import { clock, poster, posterShort } from '../../locales/dates';
import { languageOf } from '../../locales/i18n.server';
import type { RowFacts } from '../../ui/events/event-rows';

/** Events of a list, in the words of the request's language. */
export async function rowsOf(request: Request, events: EventCard[]): Promise<RowFacts[]> {
  const language = await languageOf(request);
  return events.map((event) => {
    const at = new Date(event.startsAt);
    const { numeral, weekday, month } = poster(at, event.timezone, language);
    const short = posterShort(at, event.timezone, language);
    const hour = clock(at, event.timezone, language);
    const { own } = event;
    return {
      slug: event.slug,
      title: event.title,
      tag: event.tag,
      hashtag: event.hashtag,
      startsAt: event.startsAt,
      weekday: short.weekday,
      day: numeral,
      // What lies behind us may lie years behind us.
      month: event.phase === 'past' ? short.monthAndYear : short.month,
      monthAndYear: month,
      detail: [`#${event.hashtag}`, `${weekday} ${hour}`, event.place].filter(Boolean).join(', '),
      phase: event.phase,
      own: !own ? 'none' : own.answer === 'going' ? (own.seat ?? 'maybe') : own.answer,
      free: event.free,
      held: event.held,
      remote: event.remote,
    };
  });
}
