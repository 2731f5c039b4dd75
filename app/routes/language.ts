import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { chooseLanguage } from '../domain/members/contacts.server';
import { language, localPath } from '../domain/rules';
import { readForm } from '../http/form.server';
import { languageCookie } from '../locales/i18n.server';
import { viewerOf } from '../session.server';

/** The footer's choice: remembered here by a cookie, and by a member's letters. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request);
  const next = localPath(form.get('next'));
  const chosen = language.safeParse(form.get('language'));
  if (!chosen.success) return redirect(next);
  const { member } = await viewerOf(request);
  if (member) await chooseLanguage(db, member.contactId, chosen.data);
  return redirect(next, { headers: { 'Set-Cookie': await languageCookie.serialize(chosen.data) } });
}

export const loader = () => redirect('/');
