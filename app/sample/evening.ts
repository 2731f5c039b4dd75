/** The evening in progress, as it is told: who, and what they post under its hashtag. */
export type Line = readonly [handle: string, text: string];

/** Said before the visitor arrives, one every few minutes. */
export const earlier: readonly Line[] = [
  [
    'soizic',
    'La porte du Bec Salé s’ouvre. Zoé a descendu les douze marches avec une marmite dans chaque main.',
  ],
  ['yann_du_quai', 'Pour les retardataires : la porte à gauche du bar, douze marches, baissez la tête.'],
  ['ngozi_lit', 'Premier badge de la soirée : le mien. J’ai enfin un visage.'],
  ['elise_p', 'En pyjama à Grenoble, thé prêt. Racontez-moi l’odeur.'],
  ['noemie', 'Ça sent l’oignon, le vin chaud et la pluie sur les manteaux.'],
  ['bertille', 'Je confirme : @zoe_perchet est exactement comme ses messages, mais avec des mains.'],
  [
    'ilyes_k',
    'Le vestiaire est au fond à gauche, derrière le chien. Le chien s’appelle Virgule et ne rend pas les écharpes.',
  ],
  [
    'marguerite',
    'Tour de table terminé : onze Parisiens, une Lilloise, un Brestois, et Yuki venue de Lyon pour dix minutes qui durent déjà.',
  ],
  [
    'clem_enville',
    'Ici il pleut à l’horizontale. Lisez plus fort, on a monté le son et fait taire le chien.',
  ],
  ['noemie', 'Trois marmites, dix-sept bols, zéro survivante côté lentilles.'],
  ['aicha_lit', 'La recette ? Du cumin, du temps, et ne jamais dire combien de cumin.'],
  ['kofi_a', 'On entend la musique ? On entend la musique. C’est qui à la contrebasse ?'],
  ['jibe', '@kofi_a C’est moi, et la quatrième corde est un élastique.'],
  [
    'soizic',
    '« J’ai froid, donc tu existes. » Bastien ouvre le bal des poèmes, la salle pose ses cuillères.',
  ],
  ['thibaut_n', 'Au fond, près du radiateur, on a pleuré. C’est la faute de l’oignon.'],
  ['odile_h', 'Je pleure un peu dans mon canapé à Brest. Gardez-moi une part de gâteau, même en photo.'],
  ['leo_bis', 'J’ai dessiné toute la tablée sur la nappe. Elle est en papier, elle part avec moi.'],
  ['farid_k', 'J’ai relu mon premier message, 2017 : « Il y a quelqu’un ? » Vingt mains se lèvent.'],
];

/** Said from then on, while somebody watches. */
export const next: readonly Line[] = [
  [
    'marguerite',
    'Farid lit son tout premier message, celui de 2017 : « Il y a quelqu’un ? » Dix-neuf mains se lèvent.',
  ],
  ['sami_w', 'Et une vingtième, ici, à Bruxelles, au-dessus de l’évier.'],
  ['ngozi_lit', 'Le gâteau arrive. Trois étages, quatre bougies, une seule a tenu dans le métro.'],
  ['odile_h', 'Montrez-nous le gâteau !'],
  ['oscar_t', 'Impossible de cadrer le gâteau sans les doigts de Wafa dedans.'],
  ['wafa_s', 'Je vérifiais la cuisson.'],
  [
    'salome_v',
    'Je lis debout sur une chaise. Quatre vers, un silence, puis le bruit exact de dix-neuf sourires.',
  ],
  [
    'soizic',
    'Salomé lit debout sur une chaise. Quatre vers, un silence, puis le bruit exact de dix-neuf sourires.',
  ],
  ['elise_p', 'Je le garde pour demain matin, celui-là.'],
  ['bastien_c', 'Je recopie : « La nuit, les trains rêvent de gares qui les attendent. »'],
  ['theo_mtl', 'Du bar de la gare de Clermont, je valide ce vers. #CaféDesTrains'],
  ['malo_b', 'Un mot pour le patron, qui a arrêté le lave-vaisselle pendant les poèmes.'],
  ['manon_f', 'Il est seize heures ici et je lis vos messages sous la table de réunion.'],
  ['corentin', 'J’ai un sonnet raté. Il me manque juste quatorze vers.'],
  ['nine_la', 'Relu le menu deux fois : il y a bien écrit « soupe du regret ».'],
  ['aicha_lit', 'C’est la soupe de ceux qui sont venus après la soupe.'],
  ['marguerite', 'Yuki devait rester dix minutes. Elle vient de rater son train, sous les applaudissements.'],
  ['yuki_ecrit', 'Ce n’est pas raté, c’est choisi.'],
  ['rosalie_m', 'Au printemps, c’est chez moi, à Lille. Le piano est faux mais le canapé est vrai.'],
  ['clem_enville', 'Quelqu’un peut relire le deuxième poème ? Le chien a aboyé.'],
  ['bastien_c', '@clem_enville « Je t’ai cherchée dans l’ordre alphabétique, tu étais à la fin du monde. »'],
  ['amina_d', 'Il reste onze cuillères propres et beaucoup de courage.'],
  [
    'paloma_v',
    'J’ai écrit une lettre à la personne qui s’assiéra ici demain. Elle est sous le pied de table.',
  ],
  ['jibe', 'Dernière chanson, puis la première de la prochaine fois.'],
  ['ines_r', 'Liste des livres cités ce soir : j’en compte vingt-trois, dont deux qui n’existent pas.'],
  ['soizic', 'Vote du gâteau, absents compris : le citron l’emporte d’une part.'],
  ['zoe_perchet', 'Merci d’être là. Et merci d’être là-bas. On compte tout le monde pareil.'],
];

/** Said again and again once all is told, so that the page stays alive. */
export const murmurs: readonly Line[] = [
  ['gaspard', 'Encore une carte postale de commencée.'],
  ['lilia_o', 'Ici la mer fait moins de bruit que vous.'],
  ['kofi_a', 'Le son est bon. Ne touchez plus à rien.'],
  ['ilyes_k', 'Virgule a rendu une écharpe. Une seule.'],
  ['noemie', 'Il reste un bol. Il a un nom dessus : le vôtre ?'],
  ['yann_du_quai', 'La porte est ouverte, attention à la tête.'],
];
