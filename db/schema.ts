import type { Insertable, Selectable } from 'kysely';
import type { Channels } from './schema/channels';
import type { Circles } from './schema/circles';
import type { Gatherings } from './schema/gatherings';
import type { People } from './schema/people';
import type { Talk } from './schema/talk';

export type { Answer, Audience, MailKind, MediaKind, Role, Seat, SeenBy } from './schema/words';

export interface Database extends People, Circles, Gatherings, Talk, Channels {}

export type Row<T extends keyof Database> = Selectable<Database[T]>;
export type NewRow<T extends keyof Database> = Insertable<Database[T]>;
