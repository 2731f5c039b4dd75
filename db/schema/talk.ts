import type { Generated } from 'kysely';
import type { Stamp } from './words';

/** Topics and what is said in them. */
export interface Talk {
  topics: {
    id: Generated<string>;
    community_id: string | null;
    event_id: string | null;
    title: string;
    purpose: Generated<string>;
    admission: 'open' | 'invitation';
    remote: Generated<boolean>;
    confidential: Generated<boolean>;
    ends_at: Date | null;
    messages: Generated<string>;
    created_by: string | null;
    created_at: Stamp;
    latest_at: Stamp;
  };
  topic_members: {
    topic_id: string;
    member_id: string;
    keeper: Generated<boolean>;
    joined_at: Stamp;
    promised_at: Date | null;
    read_up_to: Generated<string>;
    level: Generated<'all' | 'mentions' | 'none'>;
  };
  topic_invitations: {
    topic_id: string;
    member_id: string;
    invited_by: string | null;
    created_at: Stamp;
  };
  messages: {
    id: Generated<string>;
    topic_id: string;
    position: string;
    author_id: string;
    client_key: string;
    text: string;
    reply_to: string | null;
    created_at: Stamp;
    edited_at: Date | null;
    removed_at: Date | null;
  };
}
