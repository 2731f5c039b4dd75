import type { LoaderFunctionArgs } from '@remix-run/node';
import { viewerOf } from '../session.server';

/** Who reads: asked by a page that has slept through a change of session. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { member } = await viewerOf(request);
  return Response.json(
    { handle: member?.handle ?? null },
    { headers: { 'Cache-Control': 'private, no-store' } },
  );
}
