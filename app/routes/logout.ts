import { redirect } from '@remix-run/node';
import { signOut } from '../session.server';

export const action = async ({ request }: { request: Request }) =>
  redirect('/', { status: 303, headers: { 'Set-Cookie': await signOut(request) } });

/** A link or a picture must not be able to sign anybody out. */
export const loader = () => redirect('/');
