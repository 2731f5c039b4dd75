import { z } from 'zod';
import { emailAddress, language, problem, someLine } from '../rules';

const whole = (min: number, max: number) =>
  z
    .string({ error: problem('required') })
    .trim()
    .refine((typed) => /^\d{1,4}$/.test(typed), problem('number'))
    .transform(Number)
    .refine((count) => count >= min && count <= max, problem('between', { min, max }));

/** What its stewards decide for an instance, as typed. */
export const settingsInput = z.object({
  name: someLine(60),
  languages: z.array(language).min(1, problem('choice')),
  communityCreators: z.enum(['members', 'stewards'], { error: problem('choice') }),
  minimumAge: whole(13, 18),
  organizersNeedSecondFactor: z.literal('on').optional(),
  inactiveMonths: whole(6, 120),
  invitationDays: whole(1, 365),
  logMonths: whole(1, 60),
});

/** An address that is to be left in peace. */
export const restInput = z.object({ email: emailAddress });

/** What an instance is called whose stewards gave it no name of its own. */
export const UNNAMED = 'Perchoir';
