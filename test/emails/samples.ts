import type { Language } from '#app/locales/i18n';
import type { EventFacts, Letterhead, Mail } from '#emails/mail';
import type { LetterKind, LetterProps } from '#emails/props';
import { writeLetter } from '#emails/render';

export const letterhead: Letterhead = {
  appUrl: 'https://perchoir.example',
  from: { name: 'Perchoir', address: 'lettres@perchoir.example' },
};

export const event: EventFacts = {
  uid: '7d2d1c9e-1111-4222-8333-444455556666@perchoir.example',
  sequence: 3,
  title: 'Le gâteau d’abord, les pseudos après',
  hashtag: '612rencontres',
  communityHashtag: '612rencontres',
  url: 'https://perchoir.example/events/le-gateau-d-abord',
  startsAt: new Date('2027-01-21T18:30:00Z'),
  endsAt: new Date('2027-01-21T22:30:00Z'),
  timezone: 'Europe/Paris',
  place: 'La Cave du Sansonnet',
  address: '9 bis, rue du Vieux-Puits, 75020 Paris',
  accessNotes: 'Douze marches, sonnez.',
  onlineUrl: null,
  isOnline: false,
  organizers: ['Zoé', 'Karim'],
  capacity: 28,
  goingCount: 21,
  rsvpDeadline: new Date('2027-01-18T20:00:00Z'),
};

const answered = { name: 'Wafa', event, changeUrl: 'https://perchoir.example/rsvp/change-token' };
const liveUrl = 'https://perchoir.example/live/612rencontres';
const unsubscribeUrl = 'https://perchoir.example/unsubscribe/stop-token';

const testimonial = {
  name: 'Wafa',
  title: 'Un hiver au fond de la salle',
  community: '#612rencontres',
  url: 'https://perchoir.example/c/612rencontres/testimonials/1',
};

type Sample = { [Kind in LetterKind]: [Kind, LetterProps[Kind]] }[LetterKind];

/** A letter of each kind, and of each outcome an answer can have. */
export const SAMPLES: Record<string, Sample> = {
  'confirm-signup': [
    'confirm-signup',
    { name: 'Wafa', handle: 'wafa612', confirmUrl: 'https://perchoir.example/join/confirm/token' },
  ],
  'already-member': [
    'already-member',
    {
      name: 'Wafa',
      loginUrl: 'https://perchoir.example/login',
      resetUrl: 'https://perchoir.example/login/reset',
    },
  ],
  'reset-password': ['reset-password', { name: 'Wafa', resetUrl: 'https://perchoir.example/reset/token' }],
  'password-changed': [
    'password-changed',
    {
      name: 'Wafa',
      at: new Date('2026-12-01T07:05:00Z'),
      timezone: 'Europe/Paris',
      resetUrl: 'https://perchoir.example/login/reset',
    },
  ],
  'sign-in': ['sign-in', { name: 'Wafa', signInUrl: 'https://perchoir.example/login/link/token' }],
  'reset-factors': [
    'reset-factors',
    { name: 'Wafa', resetUrl: 'https://perchoir.example/login/factors/token' },
  ],
  'security-changed': [
    'security-changed',
    {
      name: 'Wafa',
      what: 'recovery-used',
      at: new Date('2026-12-01T07:05:00Z'),
      timezone: 'Europe/Paris',
      left: 9,
      from: '',
      to: '',
      resetUrl: 'https://perchoir.example/reset',
      securityUrl: 'https://perchoir.example/settings/security',
    },
  ],
  'leave-address': [
    'leave-address',
    {
      name: 'Wafa',
      next: 'wafa@ailleurs.example',
      answerUrl: 'https://perchoir.example/address/leave/token',
      waitsUntil: null,
      timezone: 'Europe/Paris',
    },
  ],
  'leave-address, waiting': [
    'leave-address',
    {
      name: 'Wafa',
      next: 'wafa@ailleurs.example',
      answerUrl: 'https://perchoir.example/address/leave/token',
      waitsUntil: new Date('2026-12-08T07:05:00Z'),
      timezone: 'Europe/Paris',
    },
  ],
  'take-address': [
    'take-address',
    { name: '', handle: 'wafa612', takeUrl: 'https://perchoir.example/address/take/token' },
  ],
  'address-known': [
    'address-known',
    {
      name: 'Wafa',
      loginUrl: 'https://perchoir.example/login',
      resetUrl: 'https://perchoir.example/reset',
    },
  ],
  'join-requested': [
    'join-requested',
    {
      name: 'Wafa',
      community: '612rencontres',
      count: 3,
      queueUrl: 'https://perchoir.example/c/612rencontres/requests',
      unsubscribeUrl,
    },
  ],
  'request-answered': [
    'request-answered',
    {
      name: 'Wafa',
      community: '612rencontres',
      accepted: true,
      note: 'On vous garde la banquette.',
      url: 'https://perchoir.example/c/612rencontres',
    },
  ],
  'community-invitation': [
    'community-invitation',
    {
      name: 'Wafa',
      community: '612rencontres',
      description: 'On parle sous ce mot depuis 2017.',
      inviterName: 'Zoé',
      message: 'Venez, il y a du gâteau.',
      acceptUrl: 'https://perchoir.example/j/k3y',
      unsubscribeUrl,
    },
  ],
  'roles-received': [
    'roles-received',
    {
      name: 'Wafa',
      community: '612rencontres',
      byName: 'Zoé',
      roles: ['scribe', 'host'],
      url: 'https://perchoir.example/c/612rencontres/hats',
    },
  ],
  'membership-ended': [
    'membership-ended',
    {
      name: 'Wafa',
      community: '612rencontres',
      banned: true,
      reason: 'Des mots durs, trois fois, malgré deux rappels.',
      stewards: 'perchoir@perchoir.example',
    },
  ],
  'confirm-rsvp': [
    'confirm-rsvp',
    { name: 'Wafa', event, answer: 'going', confirmUrl: 'https://perchoir.example/rsvp/confirm/token' },
  ],
  invitation: [
    'invitation',
    {
      name: 'Wafa',
      event,
      inviterName: 'Zoé',
      message: 'Viens, je te garde la banquette.',
      freeSeats: 7,
      answerUrl: 'https://perchoir.example/i/answer-token',
      unsubscribeUrl,
      reminder: false,
      keptDays: 30,
    },
  ],
  reminder: [
    'invitation',
    {
      name: '',
      event,
      inviterName: 'Zoé',
      message: '',
      freeSeats: null,
      answerUrl: 'https://perchoir.example/i/answer-token',
      unsubscribeUrl,
      reminder: true,
      keptDays: 30,
    },
  ],
  going: ['rsvp-answered', { ...answered, liveUrl, outcome: { standing: 'going' } }],
  waiting: ['rsvp-answered', { ...answered, liveUrl, outcome: { standing: 'waiting', position: 3 } }],
  offered: [
    'rsvp-answered',
    { ...answered, liveUrl, outcome: { standing: 'offered', until: new Date('2027-01-21T10:00:00Z') } },
  ],
  maybe: ['rsvp-answered', { ...answered, liveUrl, outcome: { standing: 'maybe' } }],
  remote: ['rsvp-answered', { ...answered, liveUrl, outcome: { standing: 'remote' } }],
  declined: ['rsvp-answered', { ...answered, liveUrl, outcome: { standing: 'declined', inCalendar: true } }],
  'seat-given': ['seat-given', answered],
  'seat-offered': ['seat-offered', { ...answered, until: new Date('2027-01-21T10:00:00Z') }],
  'offer-lapsed': ['offer-lapsed', { ...answered, position: 4 }],
  'rsvp-removed': ['rsvp-removed', { name: 'Wafa', event }],
  'event-changed': [
    'event-changed',
    {
      ...answered,
      standing: 'going',
      changes: [
        {
          what: 'time',
          before: {
            startsAt: new Date('2027-01-21T17:30:00Z'),
            endsAt: event.endsAt,
            timezone: 'Europe/Paris',
          },
        },
        { what: 'place', before: 'Le Merle moqueur', after: 'La Cave du Sansonnet' },
      ],
    },
  ],
  'event-cancelled': [
    'event-cancelled',
    { name: 'Wafa', event, note: 'La cave a pris l’eau.\nOn remet ça.', organizerName: 'Zoé' },
  ],
  'event-near': ['event-near', { ...answered, standing: 'going', liveUrl, unsubscribeUrl }],
  announcement: [
    'announcement',
    {
      name: 'Wafa',
      event,
      authorName: 'Zoé',
      text: 'Le bar est fermé, on est à côté.\n\nSonnez.',
      changeUrl: answered.changeUrl,
      unsubscribeUrl,
    },
  ],
  'leaving-begun': [
    'leaving-begun',
    {
      name: 'Wafa',
      why: 'asked',
      until: new Date('2026-12-15T07:05:00Z'),
      timezone: 'Europe/Paris',
      words: 'keep',
      backUrl: 'https://perchoir.example/login',
    },
  ],
  'leaving-done': ['leaving-done', { name: 'Wafa', words: 'erase' }],
  'inactive-noticed': [
    'inactive-noticed',
    {
      name: 'Wafa',
      until: new Date('2026-12-31T07:05:00Z'),
      timezone: 'Europe/Paris',
      loginUrl: 'https://perchoir.example/login',
    },
  ],
  'export-ready': [
    'export-ready',
    {
      name: 'Wafa',
      until: new Date('2026-12-08T07:05:00Z'),
      timezone: 'Europe/Paris',
      dataUrl: 'https://perchoir.example/settings/data',
    },
  ],
  'report-waiting': [
    'report-waiting',
    { name: 'Wafa', community: '#612rencontres', url: 'https://perchoir.example/c/612rencontres/reports' },
  ],
  'report-answered': ['report-answered', { name: 'Wafa', about: 'post', decision: 'removed' }],
  moderated: [
    'moderated',
    {
      name: 'Wafa',
      about: 'post',
      decision: 'removed',
      quote: 'Une bûche, ça ne se partage pas.',
      word: 'Ici, on partage tout.\nMême la bûche.',
      office: '#612rencontres',
      stewards: 'perchoir@perchoir.example',
    },
  ],
  suspended: [
    'moderated',
    {
      name: 'Wafa',
      about: 'member',
      decision: 'suspended',
      quote: '',
      word: 'Trois fois le même envoi.',
      office: null,
      stewards: 'perchoir@perchoir.example',
    },
  ],
  'suspension-lifted': ['suspension-lifted', { name: 'Wafa', loginUrl: 'https://perchoir.example/login' }],
  'testimonial-offered': [
    'testimonial-offered',
    {
      name: 'Wafa',
      title: 'Un hiver au fond de la salle',
      author: 'Odile',
      community: '#612rencontres',
      url: 'https://perchoir.example/c/612rencontres/testimonials/1',
    },
  ],
  'testimonial-published': ['testimonial-answered', { ...testimonial, published: true, word: '' }],
  'testimonial-returned': [
    'testimonial-answered',
    { ...testimonial, published: false, word: 'Un prénom est de trop au troisième paragraphe.' },
  ],
  'evening-called': [
    'evening-called',
    {
      name: 'Wafa',
      event: { ...event, address: null, accessNotes: null },
      as: 'member',
      freeSeats: 7,
      unsubscribeUrl,
      choicesUrl: 'https://perchoir.example/settings/letters',
    },
  ],
  'community-announcement': [
    'community-announcement',
    {
      name: 'Wafa',
      community: '612rencontres',
      title: 'La cave change de main',
      authorName: 'Zoé',
      html: '<p>On garde la date, on change de <strong>cave</strong>\u00a0: <a href="https://example.org/plan">le plan</a>.</p>',
      lead: 'On garde la date.',
      pageUrl: 'https://perchoir.example/c/612rencontres/announcements',
      unsubscribeUrl,
      choicesUrl: 'https://perchoir.example/settings/letters',
    },
  ],
  test: ['test', { name: 'Wafa' }],
};

let written = 0;

/** A sample as its reader gets it. */
export function writeSample(
  name: string,
  language: Language,
  to = { name: 'Wafa', address: 'wafa@example.org' },
): Promise<Mail> {
  const [kind, props] = SAMPLES[name] as Sample;
  written += 1;
  const envelope = { to, messageId: `<sample-${written}@perchoir.example>` };
  return writeLetter(kind, language, props as never, envelope, letterhead);
}
