import { describe, expect, it } from 'vitest';
import { isEmailAddress, normalizeAddress, readAddresses } from '#app/domain/addresses/rules';

const people = (pasted: string) =>
  readAddresses(pasted).people.map(({ email, name }) => (name ? `${name} <${email}>` : email));

describe('pasted addresses', () => {
  it.each([
    ['one a line', 'zoe@example.org\nfarid@example.org', ['zoe@example.org', 'farid@example.org']],
    [
      'Windows line ends',
      'zoe@example.org\r\nfarid@example.org\r\n',
      ['zoe@example.org', 'farid@example.org'],
    ],
    ['commas', 'zoe@example.org, farid@example.org', ['zoe@example.org', 'farid@example.org']],
    ['semicolons', 'zoe@example.org;farid@example.org;', ['zoe@example.org', 'farid@example.org']],
    ['blanks', '  zoe@example.org   farid@example.org ', ['zoe@example.org', 'farid@example.org']],
    ['a name in front', 'Zoé Martin <zoe@example.org>', ['Zoé Martin <zoe@example.org>']],
    ['a quoted name with a comma', '"Martin, Zoé" <zoe@example.org>', ['Martin, Zoé <zoe@example.org>']],
    ['a spreadsheet, name first', 'Nom;Courriel\nZoé;zoe@example.org', ['Zoé <zoe@example.org>']],
    ['a spreadsheet, address first', 'email,name\nzoe@example.org,Zoé', ['Zoé <zoe@example.org>']],
    ['first and last name', 'Zoé\tMartin\tzoe@example.org', ['Zoé Martin <zoe@example.org>']],
    ['a name without brackets', 'zoe@example.org Zoé Martin', ['Zoé Martin <zoe@example.org>']],
    ['a mailto link', 'mailto:zoe@example.org', ['zoe@example.org']],
    ['several with names', 'Zoé <z@x.org>, Farid <f@x.org>', ['Zoé <z@x.org>', 'Farid <f@x.org>']],
    ['a domain in capitals', 'Zoe@EXAMPLE.org', ['Zoe@example.org']],
    ['a table without a heading', 'z@x.org,Zoé\nf@x.org,Farid', ['Zoé <z@x.org>', 'Farid <f@x.org>']],
    ['names between addresses', 'Zoé, z@x.org, Farid, f@x.org', ['Zoé <z@x.org>', 'Farid <f@x.org>']],
    ['three columns', 'J.;Martin;z@x.org', ['J. Martin <z@x.org>']],
    ['an address beside a heading word', 'mail, zoe@example.org', ['mail <zoe@example.org>']],
    ['nothing', ' \n\t\n', []],
  ])('are read: %s', (_what, pasted, expected) => {
    expect(people(pasted)).toEqual(expected);
    expect(readAddresses(pasted).broken).toEqual([]);
  });

  it('names what is no address, as typed, and keeps the others', () => {
    const list = readAddresses(
      'zoe@example.org\nfarid@exemple\nbonjour\nnine@@x.org\n@x.org\noscar@example.org',
    );
    expect(list.people.map(({ email }) => email)).toEqual(['zoe@example.org', 'oscar@example.org']);
    expect(list.broken).toEqual(['farid@exemple', 'bonjour', 'nine@@x.org', '@x.org']);
  });

  it.each([
    [
      'in a list with commas',
      'jean@exemple, pasuneadresse, marie.ex.example, zoe@example.org',
      ['jean@exemple', 'pasuneadresse', 'marie.ex.example'],
    ],
    ['behind one address', 'zoe@example.org, pasuneadresse', ['pasuneadresse']],
    ['in front of two', 'pasuneadresse; zoe@example.org; f@x.org', ['pasuneadresse']],
    ['between blanks', 'zoe@example.org f@x.org pasuneadresse', ['pasuneadresse']],
    ['on a line of its own', 'zoe@example.org\npasuneadresse', ['pasuneadresse']],
    ['an address that lost its @, in a table', 'Zoé;zoe@example.org\nm.x.example;f@x.org', ['m.x.example']],
    ['a row of words', 'zoe@example.org\npas, une adresse', ['pas, une adresse']],
  ])('lets no word vanish: %s', (_where, pasted, broken) => {
    expect(readAddresses(pasted).broken).toEqual(broken);
    expect(readAddresses(pasted).people).toContainEqual({
      email: expect.stringContaining('@'),
      name: expect.any(String),
    });
  });

  it('counts an address once, whatever its case', () => {
    const list = readAddresses('zoe@example.org\nZOE@example.org\nZoé <zoe@EXAMPLE.org>');
    expect(list.people).toEqual([{ email: 'zoe@example.org', name: '' }]);
    expect(list.duplicates).toBe(2);
  });

  it('finds ten broken among a thousand', () => {
    const lines = Array.from({ length: 1000 }, (_, at) =>
      at % 100 === 7 ? `cassé ${at}` : `p${at}@example.org`,
    );
    const list = readAddresses(lines.join('\n'));
    expect(list.people).toHaveLength(990);
    expect(list.broken).toHaveLength(10);
    expect(list.broken[0]).toBe('cassé 7');
  });

  it('lets no name carry what could become a header or a tag', () => {
    const [person] = readAddresses('Zoé\u0000\u000bBcc <b>: x <zoe@example.org>').people;
    expect(person?.name ?? '').not.toMatch(/[\p{Cc}<>]/u);
  });

  it.each([
    'a@ '.repeat(160_000),
    ','.repeat(400_000),
    '"'.repeat(400_000),
    '<'.repeat(400_000),
    'x'.repeat(400_000),
  ])('never keep their reader waiting, whatever they are', (pasted) => {
    expect(readAddresses(pasted).people).toEqual([]);
  });
});

describe('an address', () => {
  it.each(['zoe@example.org', 'zoe+table@sous.domaine.example', "o'neil@example.org", 'z_1@x-y.org'])(
    '%s is one',
    (address) => expect(isEmailAddress(address)).toBe(true),
  );
  it.each([
    '',
    'zoe',
    'zoe@',
    '@example.org',
    'zoe@example',
    '.zoe@example.org',
    'zoe.@example.org',
    'z..e@example.org',
    'zoé@example.org',
    'zoe@exa mple.org',
    'zoe@-x.org',
    `${'z'.repeat(65)}@example.org`,
    `z@${'x.'.repeat(130)}org`,
    'zoe@example.org\nBcc: a@b.org',
  ])('%j is none', (address) => expect(isEmailAddress(address)).toBe(false));
  it('has a domain in lower case and a local part as typed', () => {
    expect(normalizeAddress(' Zoé.M@Example.ORG ')).toBe('Zoé.M@example.org');
  });
});
