import { plainPage } from './plain-page.server';

/**
 * The fields of a posted form.
 * @throws a 400 page where the body is no form (a broken multipart, another content type)
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    const form = await request.formData();
    // conform's own field, for buttons we do not have: it would be trusted to be JSON.
    form.delete('__intent__');
    return form;
  } catch {
    const { headers, html } = plainPage(400);
    throw new Response(html, { status: 400, headers: [...headers] });
  }
}
