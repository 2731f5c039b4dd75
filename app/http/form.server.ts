import { plainPage } from './plain-page.server';

/** Our forms' fields have plain names; conform would read others as paths, and build whatever they spell. */
const FIELD = /^[A-Za-z][\w-]{0,40}$/;
const MOST_FIELDS = 100;

/**
 * The fields of a posted form.
 * @throws a 400 page where the body is no form of ours (a broken multipart, another content type, odd names)
 */
export async function readForm(request: Request): Promise<FormData> {
  const form = await request.formData().catch(() => undefined);
  // conform's own, for buttons we do not have: they would be trusted to be JSON.
  for (const name of ['__intent__', '__state__']) form?.delete(name);
  if (form && isOurs(form)) return form;
  const { headers, html } = plainPage(400);
  throw new Response(html, { status: 400, headers: [...headers] });
}

function isOurs(form: FormData): boolean {
  const names = [...form.keys()];
  return names.length <= MOST_FIELDS && names.every((name) => FIELD.test(name));
}
