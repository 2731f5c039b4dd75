import { describe, expect, it } from 'vitest';
import { formOf } from '#app/domain/events/form.server';
import { eventForm } from '#app/domain/events/rules';
import { readSchedule } from '#app/domain/events/schedule.server';
import { type Fold, readWallTime, wallTimeOf } from '#app/domain/events/wall-time.server';
import { timeZone } from '#app/domain/rules';
import type { Row } from '#db/schema';

const utc = (local: string, zone: string, fold?: Fold) => {
  const reading = readWallTime(local, zone, fold);
  return reading.ok ? reading.instant.toISOString() : reading.reason;
};

describe('a local time', () => {
  it.each([
    ['2027-01-21T19:30', 'Europe/Paris', '2027-01-21T18:30:00.000Z'],
    ['2027-07-21T19:30', 'Europe/Paris', '2027-07-21T17:30:00.000Z'],
    ['2027-01-21T19:30:45', 'Europe/Paris', '2027-01-21T18:30:45.000Z'],
    ['2027-01-21T19:30', 'UTC', '2027-01-21T19:30:00.000Z'],
    ['2027-01-21T19:30', 'Asia/Kathmandu', '2027-01-21T13:45:00.000Z'],
    ['2027-01-21T19:30', 'Asia/Kolkata', '2027-01-21T14:00:00.000Z'],
    ['2027-01-21T19:30', 'America/St_Johns', '2027-01-21T23:00:00.000Z'],
    ['2027-01-21T19:30', 'Pacific/Chatham', '2027-01-21T05:45:00.000Z'],
    ['2027-01-21T19:30', 'Pacific/Kiritimati', '2027-01-21T05:30:00.000Z'],
    ['2027-01-21T19:30', 'Pacific/Pago_Pago', '2027-01-22T06:30:00.000Z'],
    ['2028-02-29T19:30', 'Europe/Paris', '2028-02-29T18:30:00.000Z'],
    ['2027-12-31T23:59', 'Europe/Paris', '2027-12-31T22:59:00.000Z'],
  ])('%s in %s is %s', (local, zone, expected) => expect(utc(local, zone)).toBe(expected));

  it.each([
    // spring in Europe, in North America, in the southern hemisphere, and by half an hour on Lord Howe
    ['2027-03-28T02:30', 'Europe/Paris'],
    ['2027-03-28T02:00', 'Europe/Paris'],
    ['2027-03-14T02:59', 'America/New_York'],
    ['2027-09-05T00:30', 'America/Santiago'],
    ['2027-10-03T02:15', 'Australia/Lord_Howe'],
    ['2027-09-26T02:45', 'Pacific/Auckland'],
  ])('%s in %s does not exist', (local, zone) => expect(utc(local, zone)).toBe('skipped'));

  it.each([
    ['2027-10-31T02:30', 'Europe/Paris', '2027-10-31T00:30', '2027-10-31T01:30'],
    ['2027-11-07T01:30', 'America/New_York', '2027-11-07T05:30', '2027-11-07T06:30'],
    ['2027-04-04T01:45', 'Australia/Lord_Howe', '2027-04-03T14:45', '2027-04-03T15:15'],
    ['2027-04-04T02:30', 'Pacific/Auckland', '2027-04-03T13:30', '2027-04-03T14:30'],
  ])('%s in %s comes twice, and is asked about', (local, zone, earlier, later) => {
    expect(utc(local, zone)).toBe('doubled');
    expect(utc(local, zone, 'earlier')).toBe(`${earlier}:00.000Z`);
    expect(utc(local, zone, 'later')).toBe(`${later}:00.000Z`);
  });

  it('just beside a change comes once', () => {
    expect(utc('2027-03-28T01:59', 'Europe/Paris')).toBe('2027-03-28T00:59:00.000Z');
    expect(utc('2027-03-28T03:00', 'Europe/Paris')).toBe('2027-03-28T01:00:00.000Z');
    expect(utc('2027-10-31T01:59', 'Europe/Paris')).toBe('2027-10-30T23:59:00.000Z');
    expect(utc('2027-10-31T03:00', 'Europe/Paris', 'later')).toBe('2027-10-31T02:00:00.000Z');
    // Lord Howe doubles half an hour only
    expect(utc('2027-04-04T01:29', 'Australia/Lord_Howe')).toBe('2027-04-03T14:29:00.000Z');
  });

  it.each([
    '',
    'demain',
    '2027-01-21',
    '2027-01-21 19:30',
    '2027-02-29T19:30',
    '2027-13-01T19:30',
    '2027-01-32T19:30',
    '2027-01-21T24:00',
    '2027-01-21T19:60',
    '20270-01-21T19:30',
    '2027-01-21T19:30Z',
    '2027-01-21T19:30\u0000',
  ])('%j cannot be read', (local) => expect(utc(local, 'Europe/Paris')).toBe('unreadable'));

  it('goes there and back', () => {
    for (const zone of ['Europe/Paris', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Santiago']) {
      const instant = new Date('2027-06-21T17:30:00Z');
      expect(utc(wallTimeOf(instant, zone), zone)).toBe(instant.toISOString());
    }
  });
});

describe('a zone', () => {
  it.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['europe/paris', 'Europe/Paris'],
    [' Asia/Kolkata ', 'Asia/Kolkata'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['utc', 'UTC'],
  ])('%j is %s', (typed, zone) => expect(timeZone.parse(typed)).toBe(zone));
  it.each([
    '',
    'Paris',
    'Europe/Atlantis',
    '+02:00',
    'UTC+2',
    'Europe/Paris; drop',
    '../etc/passwd',
    'Europe/Paris\u0000',
  ])('%j is none', (typed) => {
    const read = timeZone.safeParse(typed);
    expect(read.success).toBe(false);
    expect(read.error?.issues[0]?.message).toBe('timeZone');
  });
});

const soon = new Date().getFullYear() + 1;
const times = {
  starts: `${soon}-05-21T19:30`,
  startsFold: undefined,
  ends: `${soon}-05-21T23:30`,
  endsFold: undefined,
  rsvpDeadline: '',
  timezone: 'Europe/Paris',
};
const problemsOf = (more: Partial<Parameters<typeof readSchedule>[0]>) => {
  const read = readSchedule({ ...times, ...more });
  return read.ok ? {} : read.problems;
};

describe('a schedule', () => {
  it('is read in its zone', () => {
    expect(readSchedule({ ...times, rsvpDeadline: `${soon}-05-20T12:00` })).toEqual({
      ok: true,
      schedule: {
        startsAt: new Date(`${soon}-05-21T17:30Z`),
        endsAt: new Date(`${soon}-05-21T21:30Z`),
        rsvpDeadline: new Date(`${soon}-05-20T10:00Z`),
      },
    });
  });

  it('that ends before it starts is told with a suggestion', () => {
    expect(problemsOf({ starts: `${soon}-05-21T19:00`, ends: `${soon}-05-21T18:00` })).toEqual({
      ends: 'endsBeforeStart?end=18%3A00&suggestion=23%3A00',
    });
    expect(problemsOf({ ends: times.starts })).toHaveProperty('ends');
  });

  it('names every field at once', () => {
    expect(problemsOf({ starts: 'demain', ends: `${soon}-02-30T10:00`, rsvpDeadline: 'hier' })).toEqual({
      starts: 'dateUnreadable',
      ends: 'dateUnreadable',
      rsvpDeadline: 'dateUnreadable',
    });
  });

  it('with a year mistyped is asked about', () => {
    expect(problemsOf({ starts: '0207-05-21T19:30', ends: '0207-05-21T23:30' })).toEqual({
      starts: 'dateFar',
    });
    expect(problemsOf({ starts: '2207-05-21T19:30', ends: '2207-05-21T23:30' })).toEqual({
      starts: 'dateFar',
    });
    expect(problemsOf({ ends: `${soon + 1}-05-21T23:30` })).toEqual({ ends: 'lastsTooLong?days=31' });
  });

  it('takes no answers after it has begun', () => {
    expect(problemsOf({ rsvpDeadline: `${soon}-05-21T20:00` })).toEqual({
      rsvpDeadline: 'deadlineAfterStart',
    });
  });

  it('asks about each doubled hour, and takes the answer', () => {
    const night = { starts: '2027-10-31T02:15', ends: '2027-10-31T02:45' };
    expect(problemsOf(night)).toEqual({
      starts: 'timeDoubled?time=02%3A15',
      ends: 'timeDoubled?time=02%3A45',
    });
    const read = readSchedule({ ...times, ...night, startsFold: 'earlier', endsFold: 'later' });
    expect(read.ok && read.schedule.endsAt.getTime() - read.schedule.startsAt.getTime()).toBe(90 * 60_000);
    expect(problemsOf({ starts: '2027-03-28T02:30', ends: '2027-03-28T05:00' })).toEqual({
      starts: 'timeSkipped?time=02%3A30',
    });
  });
});

describe('an event back in its form', () => {
  const row = {
    title: 'La nuit la plus longue',
    description: '',
    agenda: '',
    starts_at: new Date('2027-10-31T01:15Z'),
    ends_at: new Date('2027-10-31T03:00Z'),
    timezone: 'Europe/Paris',
    place: 'La Cave',
    address: '',
    access_notes: '',
    address_visibility: 'going',
    online_url: '',
    capacity: 12,
    rsvp_deadline: null,
    visibility: 'link',
    late_seats: 'give',
  } as unknown as Row<'events'>;

  it('means the same when sent again, the doubled hour included', () => {
    const written = formOf(row, 'sansonnets', 'Sansonnets');
    expect(written).toMatchObject({
      starts: '2027-10-31T02:15',
      startsFold: 'later',
      endsFold: '',
      capacity: '12',
    });
    const read = readSchedule(eventForm.parse(written));
    expect(read.ok && read.schedule).toEqual({
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      rsvpDeadline: null,
    });
  });
});
