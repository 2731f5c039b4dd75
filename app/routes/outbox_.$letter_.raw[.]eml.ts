import type { LoaderFunctionArgs } from '@remix-run/node';
import { db } from '#db/client';
import { findLetter } from '../domain/letters/queries.server';
import { addressOf } from '../http/request-context.server';
import { requireOutboxReader } from '../session.server';

/** The bytes of a kept letter, to be opened in a mail program. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireOutboxReader(request, addressOf(context));
  const letter = await findLetter(db, params.letter ?? '');
  if (!letter?.raw) throw new Response(null, { status: 404 });
  return new Response(new Uint8Array(letter.raw), {
    headers: {
      'Content-Type': 'message/rfc822',
      'Content-Disposition': `attachment; filename="${letter.kind}-${letter.id.slice(0, 8)}.eml"`,
    },
  });
}
