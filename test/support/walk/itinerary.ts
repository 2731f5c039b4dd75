/*
 * Every page of the house, and who opens it. What an address names (`:draft`, `:reset`) is found or made on the way
 * (`world.ts`); test/rules/itinerary.test.ts fails while a route of pages is missing here.
 */

const at = (path: string, pages: readonly string[]) => pages.map((page) => `${path}/${page}`);

const HERE = '/c/sansonnets';
const READINGS = '/c/lecturesdusoir';
const TABLE = '/c/tabledufond';

/** What a keeper opens, at any community. */
const KEEPING = [
  ...[
    'edit',
    'people',
    'roles',
    'charter/edit',
    'invitations',
    'requests',
    'bans',
    'reports',
    'log',
    'export',
  ],
  ...['announcements/new', 'hats', 'leave'],
];

/** Addresses by the status they are answered with. */
export type Stops = Partial<Record<200 | 400 | 404 | 410, readonly string[]>>;

export const ITINERARY = {
  stranger: {
    200: [
      ...['/', '/communities', '/events', '/events?past', '/live', '/@soizic'],
      ...['/live/SoupeEtPo%C3%A8mes', '/live/ToutNeuf'],
      ...at(HERE, ['about', 'events', 'members', 'testimonials', 'testimonials/:testimonial']),
      ...[HERE, `${HERE}/charter`, `${HERE}/join`, READINGS, `${READINGS}/join`, '/j/:link', '/j/:letter'],
      ...['/events/:soup', '/events/:thermos', '/events/:picnic', '/events/:evening'],
      ...['/events/:evening/guest?answer=going', '/events/:evening/guest/sent'],
      ...['/i/:invitation', '/rsvp/:own', '/rsvp/confirm/:waiting'],
      ...['/unsubscribe/:invitationStop', '/unsubscribe/:eveningStop'],
      ...['/address/take/:take', '/address/leave/:leave'],
      ...['/join', '/join/sent', '/join/confirm/:signUp', '/settings/leave/done?until=2031-01-21'],
      ...[
        '/login',
        '/login?next=%2Fsettings',
        '/login/sent',
        '/login/link/:enter',
        '/login/factors/:factors',
      ],
      ...['/reset', '/reset/sent', '/reset/:reset', '/outbox', '/outbox/:kept'],
      '/report?about=member&id=thibaut_n',
    ],
    404: [
      '/nowhere',
      '/@personne',
      TABLE,
      '/j/passe',
      '/unsubscribe/passe',
      '/outbox/passe',
      `${HERE}/nowhere`,
    ],
    410: [
      ...[
        '/login/link/passe',
        '/login/factors/passe',
        '/reset/passe',
        '/join/confirm/passe',
        '/join/steward/passe',
      ],
      ...['/i/passe', '/rsvp/passe', '/rsvp/confirm/:own', '/address/take/passe', '/address/leave/passe'],
    ],
  },
  /** Keeps a community of the sample, and organizes. */
  zoe_perchet: {
    200: [
      ...['/', '/events', '/events/new', '/communities/new'],
      ...['/events/:evening', ...at('/events/:evening', ['edit', 'invitations', 'attendees', 'cancel'])],
      ...['/events/:draft', ...at('/events/:draft', ['edit', 'invitations', 'attendees', 'cancel'])],
      ...[HERE, ...at(HERE, [...KEEPING, 'announcements', 'charter'])],
      ...at(HERE, [
        'members',
        'members?q=zoe',
        'members?q=zzzz',
        'people?handle=gaspard',
        'roles?handle=gaspard',
      ]),
      ...at(HERE, ['testimonials', 'testimonials/new', 'testimonials/:testimonial', 'testimonials/:offered']),
      '/settings/leave',
    ],
    404: ['/steward', `${HERE}/testimonials/:testimonial/edit`, '/topics/:surprise', '/topics/:poems/people'],
  },
  /** Looks after the instance; is invited, and goes; moderates one community, and is in a hidden one. */
  maudauclair: {
    200: [
      ...['/', '/events?mine', '/communities', '/live/SoupeEtPo%C3%A8mes', '/live/ToutNeuf'],
      ...['/events/:cake', '/events/:windows', '/events/:brunch'],
      ...['/@maudauclair', '/@maudauclair?as=stranger', '/@yuki_ecrit'],
      ...['/settings', '/settings?saved', ...at('/settings', ['profile', 'portrait', 'letters', 'calendar'])],
      ...at('/settings', ['security', 'password', 'sessions', 'email', 'handle', 'blocks', 'data', 'leave']),
      ...at('/settings', ['authenticator', 'recovery', 'passkeys']),
      ...['/steward', ...at('/steward', ['settings', 'reports', 'mail', 'addresses', 'members'])],
      ...at('/steward', ['jobs', 'storage', 'log']),
      ...[READINGS, ...at(READINGS, ['people', 'requests', 'bans', 'reports', 'log', 'leave'])],
      ...[TABLE, `${TABLE}/members`, `${TABLE}/leave`],
      ...[`${HERE}/announcements`, `${HERE}/hats`, '/unsubscribe/:eveningStop'],
      ...[`${HERE}/topics`, '/topics', '/topics/new', '/topics/:poems', '/topics/:poems/people'],
      ...['/topics/:surprise', '/topics/:surprise/people'],
      ...['/report?about=member&id=thibaut_n', '/report?about=community&id=sansonnets'],
      ...['/report?about=testimonial&id=:testimonial', '/report/thanks'],
    ],
    404: [`${READINGS}/edit`, '/report?about=member&id=personne'],
  },
  /** Keeps a community at whose door people wait, and offered a testimonial to another. */
  ines_r: {
    200: [
      ...[READINGS, ...at(READINGS, [...KEEPING, 'announcements', 'events', 'testimonials'])],
      ...at(`${HERE}/testimonials`, [':offered', ':offered/edit']),
    ],
  },
  /** Wears no hat, and is banned from one community. */
  thibaut_n: { 200: [READINGS, `${READINGS}/join`, `${HERE}/leave`, '/settings/leave'] },
  /** Waits at a door. */
  salome_v: { 200: [READINGS, `${READINGS}/join`, `${HERE}/topics`, '/topics/:poems'] },
  /** Has come through the first of two doors. */
  halfway: { 200: ['/login/second'] },
  /** Is in through both, and a member of nothing yet. */
  guarded: {
    200: [
      ...at('/settings', ['security', 'authenticator', 'recovery', 'passkeys', 'sessions']),
      ...[HERE, `${HERE}/join`, READINGS, `${READINGS}/join`, '/j/:link', '/j/:letter'],
    ],
  },
  /** Is on their way out. */
  leaving: { 200: ['/settings/back'] },
} satisfies Record<string, Stops>;

export type Walker = keyof typeof ITINERARY;
export const WALKERS = Object.keys(ITINERARY) as Walker[];

/** Routes whose page nobody is given, each with the reason. */
export const LEFT_OUT: Record<string, string> = {
  '/*': 'is for what is not there: walked as such',
  '/join/steward/:token':
    'opens on an instance without members alone; its form is that of /join. Walked as a link that was used',
};

/** A walker's addresses with what they name filled in, each with the status it is to be answered with. */
export function stopsOf(walker: Walker, names: Readonly<Record<string, string>>): [string, number][] {
  const fill = (address: string) =>
    address.replace(/:(\w+)/g, (_, name: string) => {
      const value = names[name];
      if (!value) throw new Error(`the walk has found no :${name} (${address})`);
      return value;
    });
  return Object.entries(ITINERARY[walker]).flatMap(([status, addresses]) =>
    addresses.map((address): [string, number] => [fill(address), Number(status)]),
  );
}
