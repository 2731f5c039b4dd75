import type { EventForm } from '../domain/events/rules';

/** A sample event; its times count from the day the sample is loaded. */
export interface SampleEvent extends Partial<Omit<EventForm, 'starts' | 'ends' | 'community'>> {
  community: 'Sansonnets' | 'CaféDesTrains';
  title: string;
  hashtag: string;
  /** Days from today; `now` for the evening in progress. */
  when: number | 'now';
  /** Local times, `HH:MM`; an end before the start is the next day. */
  from: string;
  to: string;
  organizer: string;
  going: number;
  remote?: number;
  maybe?: number;
  draft?: boolean;
  cancelled?: string;
  /** Whom the visitor is by then: invited and silent, or with an answer. */
  visitor?: 'invited' | 'going';
}

export const communities = [
  {
    hashtag: 'Sansonnets',
    city: 'Paris',
    keeper: 'zoe_perchet',
    description:
      'On parle sous ce mot depuis 2017. De temps en temps, on pose les téléphones et on s’attable.\n\n' +
      'On lit, on cuisine, on se trompe de station. **On accueille qui arrive**, on rit *avec*, jamais *de*, ' +
      'et ce qui se dit à table y reste.',
    roles: {
      farid_k: ['organizer', 'host'],
      soizic: ['scribe'],
      marguerite: ['scribe'],
      aicha_lit: ['host'],
      nine_la: ['moderator'],
      maudauclair: ['organizer'],
    },
  },
  {
    hashtag: 'CaféDesTrains',
    city: 'Clermont-Ferrand',
    keeper: 'theo_mtl',
    description:
      'Nous voyageons lentement et nous en parlons vite. Une voiture-bar, un thermos, une correspondance ratée : ' +
      'tout est prétexte à s’asseoir ensemble.',
    roles: { yuki_ecrit: ['organizer'], gaspard: ['scribe'], corentin: ['host'] },
  },
] as const;

export const announcements = [
  {
    community: 'Sansonnets',
    author: 'zoe_perchet',
    title: 'On cherche une cave pour le printemps',
    text:
      'La Cave du Sansonnet ferme pour travaux de mars à mai. Si vous connaissez un endroit **sans musique**, ' +
      'où l’on tient à trente et où l’on peut apporter un gâteau, répondez à Zoé.\n\n' +
      '- le 19e et Pantin, idéalement\n- une cour pour les vélos\n- pas plus de douze marches',
  },
] as const;

export const events: readonly SampleEvent[] = [
  {
    community: 'Sansonnets',
    title: 'Soupe, vin chaud et poèmes courts',
    hashtag: 'SoupeEtPoèmes',
    when: 'now',
    from: '19:30',
    to: '23:59',
    organizer: 'zoe_perchet',
    going: 19,
    remote: 7,
    capacity: 22,
    place: 'Le Bec Salé, au sous-sol',
    address: '14, rue des Alouettes, Paris 19e',
    accessNotes:
      'Douze marches, pas d’ascenseur. Dites-le-nous et toute la soirée remonte au rez-de-chaussée.',
    agenda:
      '19:30 Accueil, badges, premier verre\n20:15 Soupes : potimarron, lentilles corail, oignon\n21:00 Poèmes courts, à voix haute ou par procuration\n22:30 Le gâteau. Il y a toujours un gâteau',
    description:
      'On descend au sous-sol du *Bec Salé*, on pose trois marmites sur la table et on lit des poèmes qui tiennent en un message. ' +
      'Personne n’est obligé de lire. Tout le monde est obligé de goûter la soupe d’Aïcha.\n\n' +
      'Venez même si vous ne connaissez personne « en vrai » : les badges portent votre portrait et votre pseudo, on se reconnaît vite.',
    visitor: 'going',
  },
  {
    community: 'Sansonnets',
    title: 'Le gâteau d’abord, les pseudos après',
    hashtag: 'GâteauDabord',
    when: 9,
    from: '19:30',
    to: '23:30',
    organizer: 'zoe_perchet',
    going: 21,
    remote: 5,
    maybe: 3,
    capacity: 24,
    place: 'La Cave du Sansonnet',
    address: '9 bis, rue du Vieux-Puits, Paris 20e',
    accessNotes: 'Douze marches pour descendre. Dites-le, on ouvre la cour.',
    agenda:
      '19:30 On arrive, on pose les gâteaux\n20:15 Tour de table : une phrase et un pseudo\n21:00 Lecture de nos plus vieux messages\n22:30 Vote du gâteau, absents compris',
    description:
      'On se lit depuis trois ans et on ne s’est jamais vu. Alors voilà : une cave, une grande table, un gâteau chacun pour quatre.\n\n' +
      'Vous portez votre pseudo à la boutonnière, avec votre portrait. Personne n’est obligé de briller. ' +
      'Ceux qui préfèrent écouter auront la banquette du fond, la meilleure.',
    visitor: 'invited',
  },
  {
    community: 'Sansonnets',
    title: 'Huit fenêtres, huit histoires',
    hashtag: 'HuitFenêtres',
    when: 3,
    from: '20:00',
    to: '22:30',
    organizer: 'farid_k',
    going: 11,
    remote: 2,
    capacity: 8,
    place: 'Chez Amina',
    address: '3, passage de la Treille, Pantin',
    addressVisibility: 'going',
    description:
      'Une fenêtre par personne, une histoire par fenêtre. C’est petit chez moi, d’où les huit places.',
  },
  {
    community: 'Sansonnets',
    title: 'Brunch des voix basses',
    hashtag: 'BrunchDesVoix',
    when: 23,
    from: '11:00',
    to: '14:00',
    organizer: 'maudauclair',
    going: 6,
    maybe: 2,
    capacity: 12,
    place: 'L’Atelier du Milieu',
    address: '27, rue des Tisserands, Montreuil',
    description:
      'Pour celles et ceux que les grandes tablées fatiguent : peu de monde, pas de micro, du pain.',
    visitor: 'going',
  },
  {
    community: 'Sansonnets',
    title: 'Préparer la lecture de printemps',
    hashtag: 'LectureDePrintemps',
    visibility: 'community',
    when: 14,
    from: '18:30',
    to: '20:00',
    organizer: 'zoe_perchet',
    going: 5,
    place: '',
    onlineUrl: 'https://visio.example/lecture-de-printemps',
    description: 'Entre nous : qui lit quoi, qui apporte les lampes.',
  },
  {
    community: 'Sansonnets',
    title: 'Un printemps chez Rosalie',
    hashtag: 'ChezRosalie',
    when: 40,
    from: '19:00',
    to: '23:00',
    organizer: 'maudauclair',
    going: 0,
    capacity: 12,
    draft: true,
    place: 'Chez Rosalie, Lille',
    description: 'Brouillon : attendre les dates de Rosalie.',
  },
  {
    community: 'Sansonnets',
    title: 'Thermos et canal gelé',
    hashtag: 'CanalGelé',
    when: 6,
    from: '15:00',
    to: '17:00',
    organizer: 'farid_k',
    going: 7,
    place: 'Bassin de la Villette, côté péniches',
    address: 'Quai de la Loire, Paris 19e',
    description: 'On marche, on boit chaud, on rentre.',
    cancelled: 'Le canal a dégelé d’un coup, et le quai est sous l’eau. On remet ça aux beaux jours.',
  },
  {
    community: 'Sansonnets',
    title: 'Pique-nique du canal',
    hashtag: 'PiqueNiqueDuCanal',
    when: -140,
    from: '12:30',
    to: '18:00',
    organizer: 'farid_k',
    going: 26,
    remote: 4,
    place: 'Parc de la Butte-aux-Grives',
    description: 'Trente-deux degrés, un seul parasol, aucune dispute.',
  },
  {
    community: 'Sansonnets',
    title: 'La première fois qu’on s’est vus',
    hashtag: 'PremièreFois',
    when: -290,
    from: '19:00',
    to: '23:00',
    organizer: 'zoe_perchet',
    going: 14,
    place: 'La Cave du Sansonnet',
    description: 'Quatorze pseudos et quatorze visages. Personne ne s’est trompé de chaise.',
  },
  {
    community: 'CaféDesTrains',
    title: 'Paris–Clermont, voiture-bar',
    hashtag: 'VoitureBar',
    when: 5,
    from: '18:57',
    to: '22:26',
    organizer: 'theo_mtl',
    going: 9,
    remote: 6,
    capacity: 16,
    place: 'Gare de Bercy, sous l’horloge',
    address: '48 bis, boulevard de Bercy, Paris 12e',
    description: 'Rendez-vous sous l’horloge vingt minutes avant. Chacun son billet, le thermos est commun.',
  },
  {
    community: 'CaféDesTrains',
    title: 'La nuit de l’Intercités',
    hashtag: 'NuitIntercités',
    when: 19,
    from: '21:40',
    to: '07:12',
    organizer: 'yuki_ecrit',
    going: 4,
    remote: 3,
    capacity: 6,
    place: 'Gare d’Austerlitz, voie 12',
    description: 'Six couchettes, un compartiment, des histoires jusqu’à Limoges.',
    visitor: 'invited',
  },
  {
    community: 'CaféDesTrains',
    title: 'Petit déjeuner des correspondances',
    hashtag: 'Correspondances',
    when: -33,
    from: '08:30',
    to: '10:30',
    organizer: 'theo_mtl',
    going: 8,
    place: 'Buffet de la gare, Dijon',
    description: 'Une heure dix entre deux trains, c’est exactement ce qu’il faut.',
  },
];
