/** Longer words, by invented people: what their communities did to them. */
export interface SampleTestimonial {
  community: string;
  author: string;
  title: string;
  text: string;
  /** Days since it was published; null while it waits for the moderators. */
  days: number | null;
  comments: readonly (readonly [handle: string, text: string])[];
}

export const testimonials: readonly SampleTestimonial[] = [
  {
    community: 'sansonnets',
    author: 'farid_k',
    title: 'Il y avait quelqu’un',
    days: 19,
    text: `En 2017 j’ai écrit : « Il y a quelqu’un ? » Il était deux heures du matin, je venais de rater le dernier métro, et je n’attendais pas de réponse. C’était une question au plafond.

Onze personnes ont répondu. La onzième était **Zoé**, qui demandait si j’avais mangé.

Trois semaines plus tard j’étais devant une porte, rue du Vieux-Puits, avec un gâteau que je n’osais pas poser. Je connaissais leurs phrases par cœur et aucun de leurs visages. J’ai failli repartir. C’est le chien qui m’a fait entrer : il s’appelle Virgule, et il ne rend pas les écharpes.

> Tu es plus grand que tes messages, m’a dit Ngozi.

Depuis, j’ai compris une chose simple :

- on n’est pas obligé de parler ;
- on peut venir les mains vides ;
- la chaise près du radiateur est à Thibaut, mais il la prête.

Je n’ai plus jamais posé la question au plafond.`,
    comments: [
      ['zoe_perchet', 'Tu n’avais pas mangé. Je m’en souviens très bien.'],
      ['ngozi_lit', 'Je maintiens : beaucoup plus grand.'],
      ['thibaut_n', 'Prêtée, la chaise. Pas donnée. Et la prochaine fois, qu’on épargne mes lentilles.'],
    ],
  },
  {
    community: 'sansonnets',
    author: 'odile_h',
    title: 'Absente, mais avec vous',
    days: 6,
    text: `Je vis à Brest et je ne prends pas le train. Ce n’est pas un caprice, c’est mon dos. Pendant des années, « une soirée à Paris » voulait dire : sans moi.

Ici, on m’a donné une place sur le deuxième fil, le pointillé. Je mets la soupe à chauffer à la même heure que vous. Soizic écrit ce qu’on dit, Léo dessine ce qu’on tait, et quand je demande le gâteau, quelqu’un se lève pour le montrer.

Un soir, toute la salle s’est tue pour que j’entende la pluie sur le soupirail. *Ma* pluie, qui était descendue vous voir.

Je n’ai jamais vu cette cave. Je pourrais en dessiner chaque marche.`,
    comments: [
      ['soizic', 'Il y en a douze. La septième grince. Maintenant tu sais tout.'],
      ['elise_p', 'Du fond de mon pyjama : merci de l’avoir dit pour nous toutes.'],
    ],
  },
  {
    community: 'cafédestrains',
    author: 'yuki_ecrit',
    title: 'Dix minutes, quai numéro 3',
    days: 11,
    text: `Théo m’avait dit : « Dix minutes, le temps d’un café, entre deux trains. » J’ai raté le mien, puis le suivant.

On écrit sur ses genoux, on lit à voix haute par-dessus les annonces. La dame de la gare corrige nos accords au micro quand le quai est vide. Je le jure.

J’étais venue attendre une correspondance. *C’était celle-là.*`,
    comments: [['theo_mtl', 'Le 5 h 58 est parti sans toi. Il s’en est remis.']],
  },
  {
    community: 'sansonnets',
    author: 'ines_r',
    title: 'Ce que lisent les gens la nuit',
    days: null,
    text: `À la bibliothèque je range de minuit à six heures. Personne ne parle aux rangeuses de nuit, et c’est très bien ainsi, sauf le jeudi.

Le jeudi, j’arrive ici avec les livres que personne n’a rendus à temps, et je raconte où on les a retrouvés.`,
    comments: [],
  },
];

/** What was reported: about whom, by whom, and what was decided about one. */
export const REPORTED = {
  comment: {
    by: 'bastien_c',
    note: 'C’est moi qui avais fait les lentilles. C’est sûrement pour rire, mais trois fois, ça pique.',
  },
  member: {
    about: 'gaspard',
    by: 'wafa_s',
    note: 'Il propose ses cartes postales à la fin de chaque poème. C’est doux, mais c’est tous les soirs.',
  },
  post: {
    author: 'yann_du_quai',
    text: 'Pour ceux qui arrivent après minuit : le code de la porte du fond est 4127.',
    by: 'noemie',
    note: 'C’est chez les voisins, ils ne savent pas que c’est écrit ici.',
    judge: 'zoe_perchet',
    word: 'Un code de porte, ça se murmure. Dis-leur plutôt de frapper trois coups.',
  },
} as const;
