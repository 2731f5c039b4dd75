import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { findInvitationByToken } from '../domain/invitations/queries.server';
import { chooseLanguage } from '../domain/members/contacts.server';
import { findRsvpByToken } from '../domain/rsvps/queries.server';
import { language, localPath } from '../domain/rules';
import { readForm } from '../http/form.server';
import { languageCookie } from '../locales/i18n.server';
import { viewerOf } from '../session.server';

/** The footer's choice: remembered here by a cookie, and by the letters to come. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request);
  const next = localPath(form.get('next'));
  const chosen = language.safeParse(form.get('language'));
  if (!chosen.success) return redirect(next);
  const { member } = await viewerOf(request);
  const whose = new Set([member?.contactId, await contactBehind(next)]);
  for (const contact of whose) if (contact) await chooseLanguage(db, contact, chosen.data);
  return redirect(next, { headers: { 'Set-Cookie': await languageCookie.serialize(chosen.data) } });
}

/** On the page of a mailed link the choice is its contact's, for the letters to come. */
async function contactBehind(path: string): Promise<string | undefined> {
  const [, page, token] = /^\/(i|rsvp)\/([^/?]+)(?:\?|$)/.exec(path) ?? [];
  if (!token) return undefined;
  const found = await (page === 'i' ? findInvitationByToken(db, token) : findRsvpByToken(db, token));
  return found?.contact_id;
}

export const loader = () => redirect('/');
