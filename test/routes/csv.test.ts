import { beforeAll, describe, expect, test } from 'vitest';
import { addPerson, removePerson } from '#app/domain/rsvps/commands/door.server';
import { toCsv } from '#app/http/csv.server';
import * as csv from '#app/routes/events.$event_.attendees[.]csv';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent } from '../support/people';
import { cookieOf, visit } from '../support/visit';

describe('CSV', () => {
  test('is quoted where it must be, with CRLF and a byte-order mark', () => {
    expect(
      toCsv([
        ['Nom', 'Mot'],
        ['Zoé "la rousse"', 'oui, et\nnon'],
      ]),
    ).toBe('\ufeffNom,Mot\r\n"Zoé ""la rousse""","oui, et\nnon"\r\n');
    expect(toCsv([])).toBe('\ufeff');
  });

  test.each(['=1+1', '+33612', '-2', '@cmd', '\t=1', '\r=1', ' =1', '\u00a0@x', '＝1', '\n+1'])(
    'runs nothing: %j is text',
    (value) => {
      const [, cell = ''] = /^\ufeff"?([\s\S]*?)"?\r\n$/.exec(toCsv([[value]])) ?? [];
      expect(cell).toBe(`'${value}`);
    },
  );

  test('is not parted at semicolons or tabs, as some spreadsheets would, with a formula behind them', () => {
    expect(toCsv([['Zoe;=1+1', 'a\t=2']])).toBe('\ufeff"Zoe;=1+1","a\t=2"\r\n');
  });

  test.each(['Zoé', 'a=b', '1-2', 'zoe@example.org', ''])('leaves %j as it is', (value) => {
    expect(toCsv([[value]])).toBe(`\ufeff${value}\r\n`);
  });
});

describe("an event's list", () => {
  let event: { id: string; slug: string };
  let cookie: string;

  beforeAll(async () => {
    const organizer = await aMember('Zoé');
    const community = await aCommunity(organizer);
    event = await anEvent(organizer, community, { capacity: 1 });
    cookie = await cookieOf(organizer);
    await addPerson(db, organizer, event.id, { name: '=HYPERLINK("http://x")', email: 'a@example.org' });
    await addPerson(db, organizer, event.id, { name: 'Farid, dit « le grand »', email: 'b@example.org' });
    const gone = await addPerson(db, organizer, event.id, { name: 'Nine', email: 'c@example.org' });
    if (gone.ok && 'rsvpId' in gone) await removePerson(db, organizer, event.id, gone.rsvpId);
  });

  const read = (as?: string, headers?: Record<string, string>) =>
    visit(csv.loader, `/events/${event.slug}/attendees.csv`, {
      cookie: as,
      headers,
      params: { event: event.slug },
    });

  test('is for who manages it', async () => {
    const others = [undefined, await cookieOf(await aMember())];
    for (const other of others) expect((await read(other)).status).toBe(404);
  });

  test('comes as a file, defused, in the reader’s language', async () => {
    const answer = await read(cookie, { 'Accept-Language': 'fr' });
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('Content-Disposition')).toBe(
      `attachment; filename="${event.slug}-invites.csv"`,
    );
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
    const lines = answer.data.split('\r\n');
    expect(lines[0]).toContain('Nom,Adresse e-mail,Pseudo,Réponse,Place,Rang');
    expect(answer.data).toContain(`"'=HYPERLINK(""http://x"")",a@example.org,,vient,gardée`);
    expect(answer.data).toContain('"Farid, dit « le grand »",b@example.org,,vient,en attente,1');
    expect(answer.data).toContain('Nine,c@example.org,,retirée,,');
    const english = await read(cookie, { 'Accept-Language': 'en' });
    expect(english.data).toContain('Name,E-mail address,Handle,Answer');
  });
});
