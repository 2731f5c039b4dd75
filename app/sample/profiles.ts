import type { z } from 'zod';
import type { profileInput } from '../domain/members/profile-rules';

type Written = Partial<z.input<typeof profileInput>>;

/** What some of the sample's people say of themselves besides, and to whom; links lead nowhere (RFC 2606). */
export const profiles: Readonly<Record<string, Written>> = {
  maudauclair: {
    occupation: 'Relieuse, lectrice à voix basse',
    occupationSeenBy: 'everyone',
    interests: 'reliure, nouvelles, vélo, voix, thé fumé',
    interestsSeenBy: 'everyone',
    site: 'https://maud.example/carnet',
    siteSeenBy: 'everyone',
    mastodon: '@maud@perchoir.example',
    mastodonSeenBy: 'everyone',
    bluesky: 'maud.example',
  },
  zoe_perchet: {
    occupation: 'Cherche des caves, trouve des gens',
    occupationSeenBy: 'everyone',
    interests: 'caves, contes, lettres, nuits blanches',
    interestsSeenBy: 'everyone',
    site: 'https://zoe.example',
    siteSeenBy: 'everyone',
    mastodon: '@zoe@perchoir.example',
    mastodonSeenBy: 'everyone',
  },
  farid_k: {
    occupation: 'Archiviste',
    interests: 'messages de 2017, cartes, gâteau au yaourt',
    mastodon: '@farid@perchoir.example',
  },
  soizic: {
    occupation: 'Correctrice de nuit',
    occupationSeenBy: 'everyone',
    interests: 'dictées, typographie, cidre',
    site: 'https://soizic.example',
    siteSeenBy: 'everyone',
  },
  ngozi_lit: {
    occupation: 'Pâtissière',
    interests: 'romans noirs, gâteaux blancs, couteaux',
    interestsSeenBy: 'everyone',
  },
  ilyes_k: { occupation: 'Cuisinier', interests: 'marchés, épices, excuses' },
  bertille: { interests: 'poésie, métro, carnets', interestsSeenBy: 'everyone', citySeenBy: 'communities' },
  leo_bis: {
    occupation: 'Dessinateur',
    interests: 'nappes, encre, trams',
    site: 'https://leo.example/nappes',
    siteSeenBy: 'everyone',
  },
  yuki_ecrit: {
    nameSeenBy: 'communities',
    interests: 'ateliers d’écriture, haïkus',
    citySeenBy: 'communities',
  },
  oscar_t: { occupation: 'Photographe', occupationSeenBy: 'everyone', citySeenBy: 'nobody' },
  amina_d: { occupation: 'Céramiste', interests: 'assiettes, terre, soupe', interestsSeenBy: 'everyone' },
  rosalie_m: { interests: 'piano, canapés, romans noirs' },
  ines_r: {
    occupation: 'Bibliothécaire',
    occupationSeenBy: 'everyone',
    interests: 'poésie, silence, romans noirs',
  },
  thibaut_n: { nameSeenBy: 'nobody', bioSeenBy: 'communities', citySeenBy: 'nobody' },
  odile_h: { interests: 'phares, radio, poésie', interestsSeenBy: 'everyone' },
  marguerite: {
    occupation: 'Maîtresse d’armes',
    occupationSeenBy: 'everyone',
    interests: 'escrime, théâtre',
  },
};
