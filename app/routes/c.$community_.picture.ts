import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { db } from '#db/client';
import { config } from '../config.server';
import { setCommunityPicture } from '../domain/communities/commands/picture.server';
import { canEditCommunity, pictureInput } from '../domain/communities/rules';
import { takePicture } from '../domain/media/commands.server';
import { MediaStore } from '../domain/media/store.server';
import { readUpload } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { keptAt } from './c.$community/kept.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { path } = await keptAt(request, params.community, canEditCommunity);
  return redirect(`${path}/edit`);
}

/** Takes the picture of a community, or removes it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await keptAt(request, params.community, canEditCommunity);
  const { form, bytes } = await readUpload(request);
  const back = (query: Record<string, string>) => redirect(`${path}/edit?${new URLSearchParams(query)}`, 303);
  if (form.get('act') === 'remove') {
    await setCommunityPicture(db, self, community.id, { picture: null, alt: '' });
    return back({ picture: 'removed' });
  }
  const slow = await slowDown(['upload', self.id]);
  if (slow) return back({ wrong: slow });
  const input = pictureInput.safeParse({ alt: form.get('alt') ?? '' });
  if (!input.success) return back({ wrong: input.error.issues[0]?.message ?? '' });
  const taken = await takePicture(new MediaStore(config().mediaDir), 'community', bytes);
  if (!taken.ok) return back({ wrong: taken.reason });
  await setCommunityPicture(db, self, community.id, { picture: taken.picture, alt: input.data.alt });
  return back({ picture: 'saved' });
}
