import { describe, expect, it } from 'vitest';
import { isSameTitle, readAgenda } from '#app/domain/events/rules';

describe('an agenda', () => {
  it.each([
    ['19:30 On arrive', '19:30', 'On arrive'],
    ['19h30 On arrive', '19:30', 'On arrive'],
    ['19 h 30 : On arrive', '19:30', 'On arrive'],
    ['19h On arrive', '19:00', 'On arrive'],
    ['9:05 - Café', '09:05', 'Café'],
    ['  21:00 – Poèmes  ', '21:00', 'Poèmes'],
    ['00:30 Dernier métro', '00:30', 'Dernier métro'],
    ['On mange à 20:00', null, 'On mange à 20:00'],
    ['25:00 Jamais', null, '25:00 Jamais'],
    ['12 personnes à table', null, '12 personnes à table'],
    ['19:30', null, '19:30'],
    ['1984, lu à voix haute', null, '1984, lu à voix haute'],
  ])('reads %j as an item', (line, time, text) => expect(readAgenda(line)).toEqual([{ time, text }]));

  it('has an item a line, in the order written, without the empty ones', () => {
    expect(readAgenda('19:30 Accueil\n\n  \n18:00 Mise en place\nEt après ?')).toEqual([
      { time: '19:30', text: 'Accueil' },
      { time: '18:00', text: 'Mise en place' },
      { time: null, text: 'Et après ?' },
    ]);
    expect(readAgenda('')).toEqual([]);
  });
});

describe('a title copied to confirm', () => {
  it.each([
    ["Le gateau d'abord", 'Le gateau d’abord'],
    ['le GATEAU  d’abord ', 'Le gateau d’abord'],
    ['"Soupe" - et poèmes', '« Soupe » – et poèmes'],
  ])('%j is the same as %j', (copied, title) => expect(isSameTitle(copied, title)).toBe(true));
  it.each(['', 'Le gateau', 'Le gâteau d’abord'])('%j is not', (copied) =>
    expect(isSameTitle(copied, 'Le gateau d’abord')).toBe(false),
  );
});
