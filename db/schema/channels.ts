import type { ColumnType, Generated } from 'kysely';
import type { JsonObject, Language, Stamp } from './words';

/** Hashtags and what is posted under them; letters; streams; the instance itself. */
export interface Channels {
  instance: {
    only_one: Generated<boolean>;
    secret: Generated<string>;
    mail_paused_at: Date | null;
    mail_pause_reason: string | null;
    sample_loaded_at: Date | null;
    name: Generated<string>;
    languages: Generated<Language[]>;
    community_creators: Generated<'members' | 'stewards'>;
    minimum_age: Generated<number>;
    organizers_need_second_factor: Generated<boolean>;
    inactive_months: Generated<number>;
    invitation_days: Generated<number>;
    log_months: Generated<number>;
    created_at: Stamp;
  };
  hashtags: {
    tag: string;
    display: string;
    community_id: string | null;
    created_at: Stamp;
    posts: Generated<number>;
    pens: Generated<number>;
  };
  posts: {
    id: Generated<string>;
    author_id: string;
    client_key: string;
    text: string;
    reply_to: string | null;
    created_at: Stamp;
    removed_at: Date | null;
    removed_by: string | null;
  };
  post_hashtags: { tag: string; post_id: string; created_at: Date };
  pens: { tag: string; member_id: string; posts: number; latest: Date };
  thanks: { post_id: string; member_id: string; created_at: Stamp };
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
  streams: { stream: string; seq: Generated<string> };
  stream_entries: {
    stream: string;
    seq: string;
    change: 'added' | 'changed' | 'removed';
    object: string;
    at: Stamp;
  };
  rate_limits: { key: string; points: Generated<number>; expire: string | null };
}
