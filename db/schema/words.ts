import type { ColumnType } from 'kysely';

export type Language = 'fr' | 'en';
/** A timestamp the database fills in. */
export type Stamp = ColumnType<Date, Date | undefined, Date>;
export type JsonObject = ColumnType<Record<string, unknown>, string, string>;

/** Who sees a field of a profile. */
export type Audience = 'everyone' | 'communities' | 'nobody';
export type MediaKind = 'portrait' | 'community' | 'testimonial';
/** Kinds of letters somebody may stop. */
export type MailKind = 'announcements' | 'evenings' | 'invitations' | 'reminders' | 'requests' | 'words';
export type Role = 'keeper' | 'organizer' | 'host' | 'scribe' | 'tutor' | 'moderator';
export type Answer = 'going' | 'maybe' | 'declined' | 'remote';
export type Seat = 'held' | 'waiting' | 'offered';
export type SeenBy = 'everyone' | 'going' | 'organizers';
