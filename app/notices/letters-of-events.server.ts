import type { Answer, Row, Seat } from '#db/schema';
import type { Standing } from '#emails/mail';
import type { Outcome, ToldChange } from '#emails/props';
import { findOwnRsvp } from '../domain/events/queries.server';
import { currentSettings } from '../domain/instance/current.server';
import { linkToken } from '../domain/members/links.server';
import type { EventBefore, EventChange } from './catalogue';
import { type EventRead, factsFor } from './event-facts.server';
import { idIn, invitationLink, link, type Reading, rsvpLink, stopLink, type Written } from './reading.server';

type Letter = Row<'letters'>;
type Rsvp = Row<'rsvps'>;

/** What a letter may say of its event to whom it is for. */
function factsOf(reading: Reading, letter: Letter, event: EventRead) {
  const rsvp = reading.rsvpOf(letter);
  return factsFor(event, {
    among: rsvp?.seat === 'held',
    remote: rsvp?.answer === 'remote',
    insider: reading.isInsider(letter),
  });
}

/** The live page; where the event is not public it opens to who comes by the link of their answer. */
async function liveLink(reading: Reading, { row }: EventRead, rsvp: Rsvp): Promise<string> {
  const page = link(`/live/${encodeURIComponent(row.hashtag)}`);
  return row.visibility === 'public' ? page : `${page}?key=${await linkToken(reading.db, 'rsvp', rsvp)}`;
}

/** Letters about an event, each to somebody invited or with an answer. */
export async function eventLetter(reading: Reading, letter: Letter): Promise<Written | undefined> {
  const event = reading.eventOf(letter);
  if (!event) return { drop: 'the event is gone' };
  if (reading.contactOf(letter)?.unsubscribed_at && reading.rsvpOf(letter)?.added)
    return { drop: 'they asked for no letters, and an organizer answered for them' };
  switch (letter.kind) {
    case 'invitation':
      return invitation(reading, letter, event);
    case 'event-changed':
      return eventChanged(reading, letter, event);
    case 'event-cancelled':
      return eventCancelled(reading, letter, event);
    case 'announcement':
      return announcement(reading, letter, event);
    default: {
      const rsvp = reading.rsvpOf(letter);
      return rsvp ? answerLetter(reading, letter, event, rsvp) : { drop: 'the answer is gone' };
    }
  }
}

const nameOf = (reading: Reading, letter: Letter) =>
  reading.contactOf(letter)?.name ??
  (reading.rsvpOf(letter)?.name || reading.invitationOf(letter)?.name || '');

async function invitation(reading: Reading, letter: Letter, event: EventRead): Promise<Written> {
  const { db } = reading;
  const invited = reading.invitationOf(letter);
  if (!invited || invited.revoked_at) return { drop: 'the invitation was taken back' };
  if (event.row.status !== 'published' || event.row.ends_at <= new Date())
    return { drop: 'the event is off or over' };
  if (reading.rsvpOf(letter)) return { drop: 'they have answered meanwhile' };
  const { capacity } = event.row;
  return {
    kind: 'invitation',
    language: invited.language,
    props: {
      name: nameOf(reading, letter),
      event: factsOf(reading, letter, event),
      inviterName: (await inviterName(reading, invited.invited_by)) ?? event.hosts[0] ?? '',
      message: invited.message,
      freeSeats: capacity === null ? null : Math.max(0, capacity - event.held),
      answerUrl: await invitationLink(db, invited),
      unsubscribeUrl: await stopLink(db, letter),
      reminder: letter.about.reminder === true,
      keptDays: (await currentSettings(db)).invitationDays,
    },
  };
}

const inviters = new WeakMap<Reading, Map<string, Promise<string | undefined>>>();

/** A whole mailing has one inviter: asked once a batch. */
function inviterName(reading: Reading, memberId: string | null): Promise<string | undefined> {
  if (!memberId) return Promise.resolve(undefined);
  const known = inviters.get(reading) ?? new Map<string, Promise<string | undefined>>();
  inviters.set(reading, known);
  let name = known.get(memberId);
  if (!name) {
    name = reading.db
      .selectFrom('members')
      .select('public_name as name')
      .where('id', '=', memberId)
      .executeTakeFirst()
      .then((row) => row?.name);
    known.set(memberId, name);
  }
  return name;
}

/** The reader's own page about an event: of their answer, or of their invitation. */
async function ownPage(reading: Reading, letter: Letter): Promise<string | undefined> {
  const rsvp = reading.rsvpOf(letter);
  if (rsvp) return rsvpLink(reading.db, rsvp);
  const invited = reading.invitationOf(letter);
  return invited && !invited.revoked_at ? invitationLink(reading.db, invited) : undefined;
}

function standingOf(rsvp: Rsvp | undefined): Standing {
  if (!rsvp) return 'invited';
  if (rsvp.answer === 'declined') return 'out';
  if (rsvp.answer !== 'going') return rsvp.answer;
  return rsvp.seat === 'held' || rsvp.seat === null ? 'going' : rsvp.seat;
}

async function eventChanged(reading: Reading, letter: Letter, event: EventRead): Promise<Written> {
  const rsvp = reading.rsvpOf(letter);
  const standing = standingOf(rsvp);
  const changeUrl = await ownPage(reading, letter);
  if (event.row.status !== 'published' || standing === 'out' || !changeUrl)
    return { drop: 'no longer concerned' };
  const facts = factsOf(reading, letter, event);
  const before = letter.about.before as EventBefore;
  const told: Record<EventChange, ToldChange> = {
    title: { what: 'title', before: before.title, after: event.row.title },
    time: {
      what: 'time',
      before: {
        startsAt: new Date(before.startsAt),
        endsAt: new Date(before.endsAt),
        timezone: before.timezone,
      },
    },
    place: {
      what: 'place',
      before: before.place || undefined,
      after: [facts.place, facts.address].filter(Boolean).join(', '),
    },
    online: { what: 'online', after: facts.onlineUrl ?? '' },
  };
  const changes = (letter.about.changes as EventChange[])
    // the link of an online evening is for those who come, and so is the news of it
    .filter((what) => what !== 'online' || facts.onlineUrl !== null)
    .map((what) => told[what]);
  if (changes.length === 0) return { drop: 'nothing they may know changed' };
  return {
    kind: 'event-changed',
    props: { name: nameOf(reading, letter), event: facts, changeUrl, changes, standing },
  };
}

async function eventCancelled(reading: Reading, letter: Letter, event: EventRead): Promise<Written> {
  return {
    kind: 'event-cancelled',
    props: {
      name: nameOf(reading, letter),
      event: factsOf(reading, letter, event),
      note: event.row.cancellation_note,
      organizerName: event.hosts[0] ?? '',
    },
  };
}

async function announcement(reading: Reading, letter: Letter, event: EventRead): Promise<Written> {
  const { db } = reading;
  const row = await db
    .selectFrom('announcements as a')
    .leftJoin('members as m', (join) => join.onRef('m.id', '=', 'a.author_id').on('m.leaving_at', 'is', null))
    .select(['a.text', 'm.public_name as name'])
    .where('a.id', '=', String(idIn(letter, 'announcement')))
    .executeTakeFirst();
  if (!row || !letter.contact_id) return { drop: 'the announcement is gone' };
  return {
    kind: 'announcement',
    props: {
      name: nameOf(reading, letter),
      event: factsOf(reading, letter, event),
      authorName: row.name ?? event.hosts[0] ?? '',
      text: row.text,
      changeUrl: (await ownPage(reading, letter)) ?? null,
      unsubscribeUrl: await stopLink(db, letter),
    },
  };
}

/** Letters that tell somebody where their own answer stands; none tells what is no longer so. */
async function answerLetter(
  reading: Reading,
  letter: Letter,
  event: EventRead,
  rsvp: Rsvp,
): Promise<Written | undefined> {
  const { db } = reading;
  const cancelled = event.row.status !== 'published';
  const name = nameOf(reading, letter);
  const base = { name, event: factsOf(reading, letter, event), changeUrl: await rsvpLink(db, rsvp) };
  switch (letter.kind) {
    case 'rsvp-answered': {
      const { answer, seat, before } = letter.about as {
        answer: Answer;
        seat: Seat | null;
        before: Seat | null;
      };
      if (rsvp.answer !== answer || rsvp.seat !== seat || cancelled)
        return { drop: 'their answer changed meanwhile' };
      const outcome = await outcomeOf(reading, rsvp, before);
      return {
        kind: 'rsvp-answered',
        props: { ...base, outcome, liveUrl: await liveLink(reading, event, rsvp) },
      };
    }
    case 'seat-given':
      if (rsvp.seat !== 'held' || cancelled) return { drop: 'they gave the seat back meanwhile' };
      return { kind: 'seat-given', props: base };
    case 'seat-offered':
      if (rsvp.seat !== 'offered' || !rsvp.offered_until || cancelled)
        return { drop: 'the offer was answered or has lapsed' };
      return { kind: 'seat-offered', props: { ...base, until: rsvp.offered_until } };
    case 'offer-lapsed':
      if (rsvp.seat !== null || rsvp.answer !== 'maybe' || cancelled)
        return { drop: 'they answered again meanwhile' };
      return { kind: 'offer-lapsed', props: { ...base, position: null } };
    case 'rsvp-removed':
      if (!rsvp.removed_at) return { drop: 'they were added again meanwhile' };
      return { kind: 'rsvp-removed', props: { name, event: base.event } };
    case 'event-near': {
      const standing = standingOf(rsvp);
      if (cancelled || event.row.starts_at <= new Date()) return { drop: 'the event is off or has begun' };
      if (standing !== 'going' && standing !== 'maybe' && standing !== 'remote')
        return { drop: 'their answer changed meanwhile' };
      return {
        kind: 'event-near',
        props: {
          ...base,
          standing,
          liveUrl: await liveLink(reading, event, rsvp),
          unsubscribeUrl: await stopLink(db, letter),
        },
      };
    }
    default:
      return undefined;
  }
}

async function outcomeOf(reading: Reading, rsvp: Rsvp, before: Seat | null): Promise<Outcome> {
  if (rsvp.answer === 'declined') return { standing: 'declined', inCalendar: before === 'held' };
  if (rsvp.answer !== 'going') return { standing: rsvp.answer };
  if (rsvp.seat === 'waiting') {
    const own = await findOwnRsvp(reading.db, rsvp.event_id, rsvp.contact_id);
    return { standing: 'waiting', position: own?.position ?? 1 };
  }
  if (rsvp.seat === 'offered' && rsvp.offered_until)
    return { standing: 'offered', until: rsvp.offered_until };
  return { standing: 'going' };
}
