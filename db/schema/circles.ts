import type { ColumnType, Generated } from 'kysely';
import type { JsonObject, Language, Role, Stamp } from './words';

/** Communities, who is in them, what is said and decided there. */
export interface Circles {
  communities: {
    id: Generated<string>;
    hashtag: string;
    description: Generated<string>;
    city: Generated<string>;
    visibility: Generated<'public' | 'hidden'>;
    admission: Generated<'open' | 'approval' | 'invitation'>;
    picture_id: string | null;
    picture_alt: Generated<string>;
    link_version: number | null;
    links_made: Generated<number>;
    /** Kept by the database. */
    members: ColumnType<number, never, never>;
    created_by: string | null;
    created_at: Stamp;
  };
  memberships: {
    community_id: string;
    member_id: string;
    roles: Generated<Role[]>;
    in_directory: Generated<boolean>;
    charter_version: number | null;
    charter_accepted_at: Date | null;
    joined_at: Stamp;
  };
  charters: {
    community_id: string;
    version: number;
    text: string;
    written_by: string | null;
    created_at: Stamp;
  };
  join_requests: {
    community_id: string;
    member_id: string;
    message: Generated<string>;
    in_directory: Generated<boolean>;
    charter_version: number | null;
    created_at: Stamp;
  };
  community_invitations: {
    id: Generated<string>;
    community_id: string;
    contact_id: string;
    invited_by: string | null;
    message: Generated<string>;
    language: Language;
    version: Generated<number>;
    created_at: Stamp;
    accepted_at: Date | null;
    revoked_at: Date | null;
  };
  bans: {
    community_id: string;
    member_id: string;
    reason: string;
    banned_by: string | null;
    banned_at: Stamp;
  };
  follows: { community_id: string; member_id: string; created_at: Stamp };
  acts: {
    id: ColumnType<string, never, never>;
    at: Stamp;
    community_id: string | null;
    actor_id: string | null;
    subject_id: string | null;
    kind: string;
    details: JsonObject;
  };
  community_announcements: {
    id: Generated<string>;
    community_id: string;
    author_id: string | null;
    title: string;
    text: string;
    created_at: Stamp;
    removed_at: Date | null;
  };
  reports: {
    id: Generated<string>;
    reporter_id: string | null;
    about: 'member' | 'post' | 'event' | 'community' | 'testimonial' | 'comment';
    object: string;
    community_id: string | null;
    subject_id: string | null;
    quoted: JsonObject;
    reason: 'unkind' | 'spam' | 'private' | 'illegal' | 'other';
    note: Generated<string>;
    created_at: Stamp;
    passed_at: Date | null;
    decision: 'nothing' | 'removed' | 'warned' | 'banned' | 'suspended' | null;
    decision_note: Generated<string>;
    decided_by: string | null;
    decided_at: Date | null;
  };
  testimonials: {
    id: Generated<string>;
    community_id: string;
    author_id: string | null;
    title: string;
    text: string;
    state: Generated<'draft' | 'offered' | 'published' | 'returned'>;
    answer: Generated<string>;
    decided_by: string | null;
    created_at: Stamp;
    updated_at: Stamp;
    offered_at: Date | null;
    published_at: Date | null;
  };
  testimonial_pictures: {
    testimonial_id: string;
    media_id: string;
    position: number;
    alt: Generated<string>;
  };
  testimonial_comments: {
    id: Generated<string>;
    testimonial_id: string;
    author_id: string | null;
    text: string;
    created_at: Stamp;
    removed_at: Date | null;
    removed_by: string | null;
  };
}
