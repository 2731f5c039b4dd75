import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';

type Language = 'fr' | 'en';
/** A timestamp the database fills in. */
type Stamp = ColumnType<Date, Date | undefined, Date>;
type JsonObject = ColumnType<Record<string, unknown>, string, string>;

export interface Database {
  instance: {
    only_one: Generated<boolean>;
    secret: Generated<string>;
    mail_paused_at: Date | null;
    mail_pause_reason: string | null;
    sample_loaded_at: Date | null;
    created_at: Stamp;
  };
  contacts: {
    id: Generated<string>;
    email: string;
    language: Language | null;
    verified_at: Date | null;
    suppressed_at: Date | null;
    suppressed_reason: string | null;
    unsubscribed_at: Date | null;
    created_at: Stamp;
  };
  members: {
    id: Generated<string>;
    contact_id: string;
    handle: string;
    name: string;
    password_hash: string;
    bio: Generated<string>;
    city: Generated<string>;
    timezone: Generated<string>;
    steward: Generated<boolean>;
    suspended_at: Date | null;
    created_at: Stamp;
  };
  sessions: {
    id: string;
    user_id: string;
    expires_at: Date;
    ends_at: Date;
    last_seen_at: Stamp;
    user_agent: Generated<string>;
    created_at: Stamp;
  };
  signups: {
    id: Generated<string>;
    email: string;
    handle: string;
    name: string;
    password_hash: string;
    language: Language;
    timezone: string;
    created_at: Stamp;
    expires_at: Date;
  };
  secrets: {
    hash: string;
    purpose: 'confirm-signup' | 'reset-password' | 'confirm-rsvp' | 'first-steward';
    email: string;
    object: string | null;
    created_at: Stamp;
    expires_at: Date;
    consumed_at: Date | null;
  };
  rate_limits: { key: string; points: Generated<number>; expire: string | null };
  hashtags: {
    tag: string;
    display: string;
    community_id: string | null;
    created_at: Stamp;
    posts: Generated<number>;
    pens: Generated<number>;
  };
  communities: {
    id: Generated<string>;
    hashtag: string;
    description: Generated<string>;
    city: Generated<string>;
    visibility: Generated<'public' | 'hidden'>;
    /** Kept by the database. */
    members: ColumnType<number, never, never>;
    created_by: string | null;
    created_at: Stamp;
  };
  memberships: {
    community_id: string;
    member_id: string;
    roles: Generated<Role[]>;
    joined_at: Stamp;
  };
  events: {
    id: Generated<string>;
    slug: string;
    community_id: string;
    hashtag: string;
    spelling: string | null;
    published_hashtag: ColumnType<string | null, never, never>;
    title: string;
    description: Generated<string>;
    agenda: Generated<string>;
    visibility: Generated<'public' | 'community' | 'link'>;
    status: Generated<'draft' | 'published' | 'cancelled'>;
    starts_at: Date;
    ends_at: Date;
    timezone: string;
    place: Generated<string>;
    address: Generated<string>;
    access_notes: Generated<string>;
    address_visibility: Generated<'everyone' | 'going'>;
    online_url: Generated<string>;
    capacity: number | null;
    rsvp_deadline: Date | null;
    late_seats: Generated<'give' | 'offer'>;
    next_waiting_no: Generated<string>;
    sequence: Generated<number>;
    cancellation_note: Generated<string>;
    created_by: string | null;
    created_at: Stamp;
    updated_at: Stamp;
    published_at: Date | null;
    cancelled_at: Date | null;
    reminded_at: Date | null;
  };
  hosts: { event_id: string; member_id: string };
  invitations: {
    id: Generated<string>;
    event_id: string;
    contact_id: string;
    name: Generated<string>;
    invited_by: string | null;
    message: Generated<string>;
    language: Language;
    version: Generated<number>;
    created_at: Stamp;
    opened_at: Date | null;
    reminded_at: Date | null;
    revoked_at: Date | null;
  };
  rsvps: {
    id: Generated<string>;
    event_id: string;
    contact_id: string;
    name: Generated<string>;
    answer: Answer;
    seat: Seat | null;
    waiting_no: string | null;
    offered_until: Date | null;
    seen_by: Generated<SeenBy>;
    version: Generated<number>;
    added_by: string | null;
    removed_at: Date | null;
    created_at: Stamp;
    answered_at: Stamp;
  };
  rsvp_requests: {
    id: Generated<string>;
    event_id: string;
    email: string;
    name: string;
    answer: Answer;
    seen_by: SeenBy;
    language: Language;
    created_at: Stamp;
    expires_at: Date;
  };
  announcements: {
    id: Generated<string>;
    event_id: string;
    author_id: string | null;
    segment: 'going' | 'waiting' | 'maybe' | 'remote' | 'silent';
    text: string;
    created_at: Stamp;
  };
  notices: {
    id: ColumnType<string, never, never>;
    kind: string;
    payload: JsonObject;
    created_at: Stamp;
    expanded_at: Date | null;
  };
  letters: {
    id: Generated<string>;
    notice_id: string;
    contact_id: string | null;
    invitation_id: string | null;
    kind: string;
    email: string;
    about: JsonObject;
    message_id: string;
    state: Generated<'queued' | 'sending' | 'sent' | 'failed' | 'dropped'>;
    reason: string | null;
    attempts: Generated<number>;
    next_try_at: Stamp;
    first_tried_at: Date | null;
    sent_at: Date | null;
    subject: string | null;
    raw: Buffer | null;
    created_at: Stamp;
  };
  posts: {
    id: Generated<string>;
    author_id: string;
    client_key: string;
    text: string;
    reply_to: string | null;
    created_at: Stamp;
    removed_at: Date | null;
  };
  post_hashtags: { tag: string; post_id: string; created_at: Date };
  pens: { tag: string; member_id: string; posts: number; latest: Date };
  thanks: { post_id: string; member_id: string; created_at: Stamp };
  streams: { stream: string; seq: Generated<string> };
  stream_entries: {
    stream: string;
    seq: string;
    change: 'added' | 'changed' | 'removed';
    object: string;
    at: Stamp;
  };
}

export type Role = 'keeper' | 'organizer' | 'host' | 'scribe' | 'tutor' | 'moderator';
export type Answer = 'going' | 'maybe' | 'declined' | 'remote';
export type Seat = 'held' | 'waiting' | 'offered';
export type SeenBy = 'everyone' | 'going' | 'organizers';

export type Row<T extends keyof Database> = Selectable<Database[T]>;
export type NewRow<T extends keyof Database> = Insertable<Database[T]>;
