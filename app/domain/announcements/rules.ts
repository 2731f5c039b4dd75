import { z } from 'zod';
import { someLine, someText } from '../rules';

/** What a community tells all its members: a title and Markdown. */
export const announcementInput = z.object({ title: someLine(120), text: someText(10_000) });

/** As many a community may write in 24 hours: each reaches everybody's letter-box. */
export const ANNOUNCEMENTS_A_DAY = 3;

/** Days an announcement stands at the top of its community and on its members' home. */
export const FRESH_DAYS = 14;
