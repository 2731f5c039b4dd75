import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { publishEvent } from '../domain/events/commands/write-event.server';
import { requireManaged } from './events.$event_.edit/managed-event.server';
import { publishProblemsQuery } from './events.$event_.edit/publish-problems';

/** Looking publishes nothing: it leads to the page, where the button is. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { event } = await requireManaged(request, params.event);
  return redirect(`/events/${event.slug}`);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, event } = await requireManaged(request, params.event);
  const published = await publishEvent(db, self, event.id);
  if (published.ok) return redirect(`/events/${published.slug}`, 303);
  if ('reason' in published) throw new Response(null, { status: 404 });
  return redirect(`/events/${event.slug}/edit?${publishProblemsQuery(published.problems)}`, 303);
}
