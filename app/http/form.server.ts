import { plainPage } from './plain-page.server';

/**
 * The fields of a posted form.
 * @throws a 400 page where the body is no form (a broken multipart, another content type)
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    const { headers, html } = plainPage(400);
    throw new Response(html, { status: 400, headers: [...headers] });
  }
}
