import type { LoaderFunctionArgs } from '@remix-run/node';
import { db } from '#db/client';
import { findLetter } from '../domain/letters/queries.server';
import { readLetter } from '../domain/letters/read-letter.server';
import { addressOf } from '../http/request-context.server';
import { requireOutboxReader } from '../session.server';

/** A letter may have styles and its own pictures; it runs nothing, fetches nothing and sends nothing. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-top-navigation-by-user-activation',
].join('; ');

/** The HTML part of a kept letter, for the frame on its page. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireOutboxReader(request, addressOf(context));
  const letter = await findLetter(db, params.letter ?? '');
  const html = letter?.raw && (await readLetter(letter.raw)).html;
  if (!html) throw new Response(null, { status: 404 });
  // Its links leave the frame: what they open is a page of the instance.
  const framed = html.replaceAll(' target="_blank"', '').replace(/<head[^>]*>/i, '$&<base target="_top">');
  return new Response(framed, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
      'X-Frame-Options': 'SAMEORIGIN',
    },
  });
}
