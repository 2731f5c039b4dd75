/** What the sample's people say to each other apart. Times in minutes before now. */
export interface SampleTopic {
  community: string;
  /** Whoever starts it speaks first. */
  people: string[];
  title: string;
  purpose: string;
  admission: 'open' | 'invitation';
  confidential?: boolean;
  days?: number;
  /** Who has not read the last so many messages. */
  unread?: number;
  said: [who: string, minutesAgo: number, text: string, answers?: number][];
}

export const topics: readonly SampleTopic[] = [
  {
    community: 'sansonnets',
    people: ['bertille', 'maudauclair', 'nine_la', 'ngozi_lit', 'yuki_ecrit', 'leo_bis', 'paloma_v'],
    title: 'Lundi poésie',
    purpose: 'Un poème par lundi, le vôtre ou celui d’un autre. On ne corrige que ce qui est demandé.',
    admission: 'open',
    unread: 3,
    said: [
      [
        'bertille',
        4_300,
        'Premier lundi de novembre. Je commence : ligne 12, entre Pigalle et Abbesses, quelqu’un lisait debout.',
      ],
      ['ngozi_lit', 4_260, 'Debout et sans se tenir ? C’est déjà un vers.'],
      [
        'yuki_ecrit',
        4_180,
        'J’ai dix minutes et un haïku de quatorze syllabes. Il faut que trois personnes meurent.',
      ],
      ['nine_la', 4_100, 'Enlève « doucement », tout le monde survit.', 2],
      ['maudauclair', 2_900, 'Je le lirai à la soirée si personne n’ose. À voix basse.'],
      ['leo_bis', 2_870, 'Je dessine la nappe.'],
      [
        'paloma_v',
        190,
        'Retour à l’envoyeur : la lettre de lundi dernier a eu une réponse. Je vous la lis ce soir ?',
      ],
      ['bertille', 150, 'Oh oui.'],
      ['yuki_ecrit', 42, 'Quatorze syllabes, dix-sept, dix-neuf. Je crois que c’est un roman.'],
    ],
  },
  {
    community: 'sansonnets',
    people: ['zoe_perchet', 'maudauclair', 'farid_k', 'jibe', 'amina_d'],
    title: 'Une cave pour le printemps',
    purpose: 'On cherche, on visite, on compare. Ensuite on choisit et ce sujet s’en va.',
    admission: 'invitation',
    days: 20,
    said: [
      [
        'zoe_perchet',
        2_000,
        'Trois pistes : Rosalie (24 places, gratuit si on range), la rue du Vieux-Puits (40, froid), le sous-sol du libraire.',
      ],
      ['jibe', 1_940, 'Le libraire a un escalier en colimaçon. La contrebasse a dit non.'],
      ['amina_d', 1_900, 'Rosalie prête les assiettes ?'],
      ['zoe_perchet', 1_870, 'Douze. Il en manquera.', 2],
      ['amina_d', 1_860, 'Alors Rosalie.'],
      ['maudauclair', 600, 'Je passe la voir jeudi.'],
    ],
  },
  {
    community: 'sansonnets',
    people: ['farid_k', 'maudauclair', 'soizic'],
    title: 'La surprise pour Zoé',
    purpose: 'Elle n’est pas là. Qu’elle le reste.',
    admission: 'invitation',
    confidential: true,
    days: 9,
    said: [
      ['farid_k', 900, 'Dix ans de Sansonnets le 4. Il faut un gâteau, et que personne ne le dise.'],
      ['soizic', 880, 'Je ne live-tweete rien. C’est dur.'],
    ],
  },
];
