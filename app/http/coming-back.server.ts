import { createCookie } from '@remix-run/node';

/** The page an invitation led to, for who had to make an account first; a day, in seconds. */
export const comingBack = createCookie('coming-back', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  maxAge: 86_400,
});
