import type { ColumnType, Generated } from 'kysely';
import type { Answer, Language, Seat, SeenBy, Stamp } from './words';

/** Events, invitations and answers. */
export interface Gatherings {
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
    added: Generated<boolean>;
    /** When they left the community that calls the event, or were removed from it. Kept by the database. */
    left_at: ColumnType<Date | null, never, never>;
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
}
