import { z } from 'zod';
import { MOST_PASTED } from '../addresses/rules';
import { language, problem, text } from '../rules';

/** Hours before the silent may be reminded again. */
export const REMINDER_PAUSE_HOURS = 48;

export const invitationInput = z.object({
  addresses: z
    .string({ error: problem('required') })
    .max(MOST_PASTED, problem('tooLong', { max: MOST_PASTED })),
  message: text(2000).default(''),
  language,
});

/** What became of an invitation, in the order that matters to who invites. */
export type InvitationStatus = 'revoked' | 'answered' | 'opened' | 'failed' | 'sent' | 'queued';
