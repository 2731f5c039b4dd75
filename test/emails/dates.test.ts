import { expect, it } from 'vitest';
import { clock, day, daysBetween, hours, whole, zoneCity } from '#app/locales/dates';

// No-break spaces keep a figure with its unit; the tests are easier to read without.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const span = (startsAt: string, endsAt: string, timezone = 'Europe/Paris') => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  timezone,
});

it.each([
  ['2027-01-21T18:30:00Z', '19 h 30', '7:30 pm'],
  ['2027-01-21T18:00:00Z', '19 h', '7 pm'],
  ['2027-01-20T23:05:00Z', '0 h 05', '12:05 am'],
  ['2027-01-21T11:00:00Z', '12 h', '12 pm'],
])('%s is %s and %s in Paris', (at, french, english) => {
  expect(plain(clock(new Date(at), 'Europe/Paris', 'fr'))).toBe(french);
  expect(plain(clock(new Date(at), 'Europe/Paris', 'en'))).toBe(english);
});

it('says a day in the zone, not where the server stands', () => {
  const at = new Date('2027-01-21T23:30:00Z');
  expect(plain(day(at, 'Europe/Paris', 'fr'))).toBe('vendredi 22 janvier');
  expect(plain(day(at, 'America/New_York', 'en'))).toBe('Thursday 21 January');
  expect(plain(day(at, 'Europe/Paris', 'en', true))).toBe('Friday 22 January 2027');
});

it('says the first of a month as French does', () => {
  expect(plain(day(new Date('2027-03-01T12:00:00Z'), 'Europe/Paris', 'fr'))).toBe('lundi 1er mars');
});

it('a night that ends after midnight is still that evening', () => {
  expect(plain(hours(span('2027-01-21T18:30:00Z', '2027-01-22T00:30:00Z'), 'fr'))).toBe(
    '19 h 30 – 1 h 30, Paris',
  );
  expect(plain(hours(span('2027-01-21T18:30:00Z', '2027-01-22T11:00:00Z'), 'fr'))).toBe(
    '19 h 30 – vendredi 22 janvier, 12 h, Paris',
  );
});

it('keeps the hour of the wall when the clocks change', () => {
  expect(plain(whole(span('2027-03-28T00:30:00Z', '2027-03-28T01:30:00Z'), 'fr'))).toBe(
    'dimanche 28 mars 2027, 1 h 30 – 3 h 30, Paris',
  );
});

it.each([
  ['2027-10-31T00:30:00Z', 'Europe/Paris', '2 h 30 (heure d’été)', '2:30 am (summer time)'],
  ['2027-10-31T01:30:00Z', 'Europe/Paris', '2 h 30 (heure d’hiver)', '2:30 am (winter time)'],
  ['2027-10-31T00:00:00Z', 'Europe/Paris', '2 h (heure d’été)', '2 am (summer time)'],
  ['2027-11-07T06:15:00Z', 'America/New_York', '1 h 15 (heure d’hiver)', '1:15 am (winter time)'],
  // Half an hour only, and in the southern autumn.
  ['2027-04-03T14:45:00Z', 'Australia/Lord_Howe', '1 h 45 (heure d’été)', '1:45 am (summer time)'],
  // Beside the hour that comes twice, and where clocks go forward, there is nothing to tell apart.
  ['2027-10-30T23:59:00Z', 'Europe/Paris', '1 h 59', '1:59 am'],
  ['2027-10-31T02:00:00Z', 'Europe/Paris', '3 h', '3 am'],
  ['2027-04-03T15:30:00Z', 'Australia/Lord_Howe', '2 h', '2 am'],
  ['2027-03-28T01:30:00Z', 'Europe/Paris', '3 h 30', '3:30 am'],
])('%s in %s is %s and %s: an hour that comes twice says which', (at, zone, french, english) => {
  expect(plain(clock(new Date(at), zone, 'fr'))).toBe(french);
  expect(plain(clock(new Date(at), zone, 'en'))).toBe(english);
});

it('names a zone by its city', () => {
  expect(zoneCity('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  expect(zoneCity('UTC')).toBe('UTC');
});

it('counts days as a calendar does', () => {
  const zone = 'Europe/Paris';
  expect(daysBetween(new Date('2027-01-20T22:30:00Z'), new Date('2027-01-20T23:30:00Z'), zone)).toBe(1);
  expect(daysBetween(new Date('2027-03-27T12:00:00Z'), new Date('2027-03-28T12:00:00Z'), zone)).toBe(1);
  expect(daysBetween(new Date('2027-01-21T00:00:00Z'), new Date('2027-01-21T20:00:00Z'), zone)).toBe(0);
});
