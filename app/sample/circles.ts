/** The word of the first community, as it grew. */
export const CHARTERS = [
  '- On accueille qui arrive.',
  '- On accueille qui arrive.\n- On rit avec, jamais de.',
  '- On accueille qui arrive.\n- On rit avec, jamais de.\n- On ne photographie pas sans demander.',
  '- On accueille qui arrive.\n- On rit avec, jamais de.\n- Ce qui se dit à table y reste.',
] as const;

/** A community at whose door people wait. */
export const READINGS = {
  hashtag: 'LecturesDuSoir',
  description: 'Un livre par mois, lu chacun chez soi et raconté à voix haute. On prête, on annote, on rend.',
} as const;
export const READINGS_CHARTER = '- On rend les livres.\n- On ne raconte pas la fin.';
export const ASKED = {
  each: 'Je lis le soir.',
  ngozi_lit: 'Bonjour ! Romans noirs et gâteaux blancs : j’apporte les deux.',
  jibe: 'Je lis lentement, mais je viens avec la contrebasse.',
} as const;
export const BANNED_FOR = 'Trois fois la fin du roman, malgré deux rappels.';

/** One that is hidden. */
export const TABLE = {
  hashtag: 'TableDuFond',
  description: 'Sept personnes, une table, le premier mardi. Rien n’en sort.',
} as const;
