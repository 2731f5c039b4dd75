import { db } from '#db/client';
import type { Self } from './domain/members/rules';
import { countUnread } from './domain/topics/queries.server';

/** What waits for a reader in their topics, for the bar on every page. */
export const readUnread = (self: Self): Promise<number> => countUnread(db, self);
