import { config } from '../config.server';
import { remindOfComingEvents } from '../domain/events/commands/remind.server';
import { removeGoneMedia, sweepMedia } from '../domain/media/commands.server';
import { MediaStore } from '../domain/media/store.server';
import { applyWaitedChanges } from '../domain/members/commands/change-email.server';
import { noticeInactive, purgeTraces } from '../domain/members/commands/leavings.server';
import { purgeExpired, purgeSilentGuests } from '../domain/members/commands/purge.server';
import { settleLapsedOffers } from '../domain/rsvps/commands/settle-seats.server';
import { endTopics } from '../domain/topics/commands/end-topics.server';
import { purgeStreamEntries } from '../live/entries.server';
import { EXPORT_TASK } from '../notices/catalogue';
import { purgeLetters } from '../notices/purge.server';
import type { Job } from '../notices/worker.server';
import { buildWaiting, letGo, purgeArchives } from './exports.server';

/** Days a stream can be caught up from; a page that slept longer reloads. */
const STREAM_DAYS = 7;

/** What the clock does; times in UTC. Of several processes one runs each. */
export const jobs: Job[] = [
  { name: 'settle-lapsed-offers', cron: '* * * * *', run: settleLapsedOffers },
  { name: 'remind-of-coming-events', cron: '*/5 * * * *', run: remindOfComingEvents },
  {
    name: 'remove-gone-media',
    cron: '* * * * *',
    run: (db) => removeGoneMedia(db, new MediaStore(config().mediaDir)),
  },
  { name: 'sweep-media', cron: '53 3 * * *', run: (db) => sweepMedia(db, new MediaStore(config().mediaDir)) },
  { name: EXPORT_TASK, cron: '* * * * *', run: buildWaiting },
  { name: 'end-topics', cron: '* * * * *', run: endTopics },
  { name: 'purge-exports', cron: '27 * * * *', run: purgeArchives },
  { name: 'let-go', cron: '*/10 * * * *', run: letGo },
  { name: 'notice-inactive', cron: '47 4 * * *', run: noticeInactive },
  { name: 'purge-traces', cron: '57 3 * * *', run: purgeTraces },
  { name: 'apply-waited-addresses', cron: '11 * * * *', run: applyWaitedChanges },
  { name: 'purge-expired', cron: '17 * * * *', run: purgeExpired },
  { name: 'purge-silent-guests', cron: '23 3 * * *', run: purgeSilentGuests },
  { name: 'purge-letters', cron: '37 3 * * *', run: purgeLetters },
  {
    name: 'purge-streams',
    cron: '43 3 * * *',
    run: async (db) => {
      await purgeStreamEntries(db, new Date(Date.now() - STREAM_DAYS * 86_400_000));
    },
  },
];
