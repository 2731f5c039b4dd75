import type { ColumnType, Generated } from 'kysely';
import type { Audience, Language, MailKind, MediaKind, Stamp } from './words';

/** Contacts and members, what they prove themselves with, what they show and wish. */
export interface People {
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
    /** Null for the one row that stands for former members. */
    contact_id: string | null;
    handle: string;
    name: string;
    name_seen_by: Generated<Audience>;
    /** Kept by the database: the name, or the handle where the name is not for everyone. */
    public_name: ColumnType<string, never, never>;
    password_hash: string;
    portrait_id: string | null;
    portrait_seen_by: Generated<Audience>;
    bio: Generated<string>;
    bio_seen_by: Generated<Audience>;
    city: Generated<string>;
    city_seen_by: Generated<Audience>;
    occupation: Generated<string>;
    occupation_seen_by: Generated<Audience>;
    interests: Generated<string[]>;
    interests_seen_by: Generated<Audience>;
    /** Kept by the database: what a directory finds them by, without what is shown to nobody. */
    directory_keys: ColumnType<string[], never, never>;
    calendar_version: Generated<number>;
    timezone: Generated<string>;
    steward: Generated<boolean>;
    suspended_at: Date | null;
    suspended_reason: Generated<string>;
    former: Generated<boolean>;
    leaving_at: Date | null;
    leaving_words: 'erase' | 'keep' | null;
    seen_at: Stamp;
    warned_at: Date | null;
    created_at: Stamp;
  };
  profile_links: {
    member_id: string;
    position: number;
    kind: 'x' | 'mastodon' | 'bluesky' | 'linkedin' | 'site';
    url: string;
    seen_by: Generated<Audience>;
  };
  media: {
    id: Generated<string>;
    kind: MediaKind;
    uploader_id: string | null;
    width: number;
    height: number;
    bytes: number;
    blur: string;
    created_at: Stamp;
  };
  media_gone: { id: string; gone_at: Stamp };
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
    purpose:
      | 'confirm-signup'
      | 'reset-password'
      | 'confirm-rsvp'
      | 'first-steward'
      | 'sign-in'
      | 'second-factor'
      | 'passkey'
      | 'leave-address'
      | 'take-address'
      | 'reset-factors';
    email: string;
    object: string | null;
    created_at: Stamp;
    expires_at: Date;
    consumed_at: Date | null;
  };
  authenticators: {
    member_id: string;
    secret: Buffer;
    confirmed_at: Date | null;
    last_step: Generated<string>;
    created_at: Stamp;
  };
  recovery_codes: { member_id: string; hash: string; used_at: Date | null };
  passkeys: {
    id: string;
    member_id: string;
    public_key: Buffer;
    counter: Generated<string>;
    transports: Generated<string[]>;
    name: Generated<string>;
    created_at: Stamp;
    last_used_at: Date | null;
  };
  email_changes: {
    id: Generated<string>;
    member_id: string;
    email: string;
    released_at: Date | null;
    taken_at: Date | null;
    created_at: Stamp;
    expires_at: Date;
  };
  former_handles: { handle: string; member_id: string | null; left_at: Stamp };
  blocks: { member_id: string; other_id: string; kind: 'muted' | 'blocked'; created_at: Stamp };
  mail_preferences: {
    contact_id: string;
    kind: MailKind;
    community_id: string | null;
    wanted: boolean;
    changed_at: Stamp;
  };
  exports: {
    id: Generated<string>;
    member_id: string;
    community_id: string | null;
    state: Generated<'queued' | 'building' | 'ready' | 'failed'>;
    done: Generated<number>;
    total: Generated<number>;
    bytes: string | null;
    language: Language;
    beat_at: Date | null;
    tries: Generated<number>;
    problem: 'full' | 'broken' | null;
    created_at: Stamp;
    ready_at: Date | null;
    expires_at: Date;
  };
}
