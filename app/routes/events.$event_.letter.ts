import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { db } from '#db/client';
import { invitationInput } from '../domain/invitations/rules';
import { language } from '../domain/rules';
import { readForm } from '../http/form.server';
import { wordsIn } from '../locales/i18n.server';
import { previewInvitation } from '../notices/preview.server';
import { requireManaged } from './events.$event_.edit/managed-event.server';

/*
 * The invitation as a document of its own, for the frame on the invitations page. Letters are styled
 * within, which our pages forbid themselves: so it has a policy of its own, runs nothing and reaches nothing.
 */

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  return letterFor(request, params.event, { language: searchParams.get('language'), message: '' });
}

/** The same with the organizer's own word, which is nobody's yet and in no address. Nothing is written. */
export async function action({ request, params }: ActionFunctionArgs) {
  const form = await readForm(request);
  return letterFor(request, params.event, { language: form.get('language'), message: form.get('message') });
}

const { message: words } = invitationInput.shape;

async function letterFor(
  request: Request,
  slug: string | undefined,
  asked: Record<'language' | 'message', unknown>,
) {
  const { self, event } = await requireManaged(request, slug);
  const written = language.catch('fr').parse(asked.language);
  const message = words.catch('').parse(asked.message ?? '');
  const preview = await previewInvitation(db, self, event.id, { message, language: written });
  if (!preview) throw new Response(null, { status: 404 });
  const subject = (await wordsIn(written))('hosting.invitations.subject', { subject: preview.subject });
  const line = `<p style="margin:0;padding:12px 16px;font:600 15px/1.4 sans-serif;background:#fff;color:#151a3a;border-bottom:1px solid #7f745f">${escaped(subject)}</p>`;
  return new Response(
    preview.html.replace(/<body[^>]*>/i, (body) => body + line),
    {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'private, no-store',
        'Content-Security-Policy':
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
        'X-Frame-Options': 'SAMEORIGIN',
      },
    },
  );
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
