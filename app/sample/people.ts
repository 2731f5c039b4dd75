/** Invented people. Those with a scribe's hat write the evening; the first is whom a visitor signs in as. */
export interface Person {
  handle: string;
  name: string;
  city: string;
  bio: string;
}

const person = (handle: string, name: string, city: string, bio: string): Person => ({
  handle,
  name,
  city,
  bio,
});

export const people: readonly Person[] = [
  person(
    'maudauclair',
    'Maud',
    'Montreuil',
    'Lit à voix basse, rit à voix haute. Toujours une place dans mon panier à vélo.',
  ),
  person('zoe_perchet', 'Zoé', 'Paris', 'Je trouve les caves. Vous trouvez les histoires.'),
  person(
    'farid_k',
    'Farid',
    'Paris',
    'Premier message en 2017 : « Il y a quelqu’un ? » Il y avait quelqu’un.',
  ),
  person('soizic', 'Soizic', 'Rennes', 'Scribe de soirée. Je tape plus vite que je ne bois.'),
  person('ngozi_lit', 'Ngozi', 'Paris', 'Romans noirs, gâteaux blancs.'),
  person('ilyes_k', 'Ilyès', 'Saint-Denis', 'Cuisine à l’instinct, s’excuse ensuite.'),
  person('bertille', 'Bertille', 'Paris', 'Poèmes de métro, lignes 2 et 12.'),
  person('leo_bis', 'Léo', 'Nantes', 'Dessine sur les nappes en papier.'),
  person('yuki_ecrit', 'Yuki', 'Lyon', 'Dix minutes qui durent deux heures.'),
  person('oscar_t', 'Oscar', 'Paris', 'Photographe de mains.'),
  person('paloma_v', 'Paloma', 'Toulouse', 'Lettres aux inconnus, retour à l’envoyeur.'),
  person('jibe', 'Jibé', 'Paris', 'Contrebasse, thermos, mauvais jeux de mots.'),
  person('nine_la', 'Nine', 'Paris', 'Relit tout deux fois. Surtout les menus.'),
  person('amina_d', 'Amina', 'Pantin', 'Apporte les assiettes qui manquent.'),
  person('corentin', 'Corentin', 'Brest', 'Sonnets ratés, crêpes réussies.'),
  person('rosalie_m', 'Rosalie', 'Lille', 'Chez moi il y a un canapé et un piano faux.'),
  person('malo_b', 'Malo', 'Saint-Malo', 'Oui, vraiment.'),
  person('ines_r', 'Inès', 'Paris', 'Bibliothécaire la nuit.'),
  person('gaspard', 'Gaspard', 'Dijon', 'Croit encore aux cartes postales.'),
  person('lilia_o', 'Lilia', 'Marseille', 'Vue sur mer, tête ailleurs.'),
  person('thibaut_n', 'Thibaut', 'Paris', 'Au fond, près du radiateur.'),
  person('wafa_s', 'Wafa', 'Paris', 'A toujours tort sur la bûche.'),
  person('odile_h', 'Odile', 'Brest', 'Absente, mais avec vous.'),
  person('sami_w', 'Sami', 'Bruxelles', 'Suit tout depuis sa cuisine.'),
  person('manon_f', 'Manon', 'Québec', 'Six heures de décalage, aucune excuse.'),
  person('kofi_a', 'Kofi', 'Genève', 'Du son ! Mettez le son !'),
  person('elise_p', 'Élise', 'Grenoble', 'En pyjama, au premier rang.'),
  person('marguerite', 'Marguerite', 'Paris', 'Scribe, cape et épée.'),
  person('bastien_c', 'Bastien', 'Tours', 'Recopie les poèmes qu’on me dicte.'),
  person('noemie', 'Noémie', 'Paris', 'Trois marmites, dix-sept bols.'),
  person('clem_enville', 'Clémence', 'Brest', 'Ici il pleut à l’horizontale.'),
  person('yann_du_quai', 'Yann', 'Paris', 'Je tiens la porte.'),
  person('aicha_lit', 'Aïcha', 'Paris', 'La soupe, et les réponses à vos questions.'),
  person('salome_v', 'Salomé', 'Lyon', 'Debout sur une chaise si nécessaire.'),
  person('theo_mtl', 'Théo', 'Clermont-Ferrand', 'Connaît l’horaire du 5 h 58 par cœur.'),
];

/** Where sample people get their letters: a name reserved for examples (RFC 2606). */
export const addressOf = ({ handle }: Pick<Person, 'handle'>): string => `${handle}@perchoir.example`;

export const SAMPLE_PASSWORD = 'une place au chaud';
