import { plainPage } from './plain-page.server';

/** Our forms' fields have plain names; conform would read others as paths, and build whatever they spell. */
const FIELD = /^[A-Za-z][\w-]{0,40}$/;
const MOST_FIELDS = 100;
/** What is refused is given back in the page, where each `<` takes six letters: a megabyte would take seconds. */
const MOST_LETTERS = 400_000;

/**
 * The fields of a posted form.
 * @throws a 400 page where the body is no form of ours (a broken multipart, another content type, odd names),
 *   a 413 where it is longer than anybody writes
 */
export async function readForm(request: Request): Promise<FormData> {
  const form = await parse(request).catch(() => undefined);
  // conform's own, for buttons we do not have: they would be trusted to be JSON.
  for (const name of ['__intent__', '__state__']) form?.delete(name);
  const refusal = form ? whyNotOurs(form) : 400;
  if (form && !refusal) return form;
  const status = refusal ?? 400;
  const { headers, html } = plainPage(status);
  throw new Response(html, { status, headers: [...headers] });
}

/** Fields are counted before they are taken apart: two hundred thousand empty ones fit into 10 MB, and took seconds. */
async function parse(request: Request): Promise<FormData | undefined> {
  const type = request.headers.get('Content-Type') ?? '';
  const body = Buffer.from(await request.arrayBuffer());
  const boundary = /;\s*boundary="?([^";]+)/i.exec(type)?.[1];
  if (isOver(body, boundary === undefined ? '&' : `--${boundary}`, MOST_FIELDS + 1)) return undefined;
  return new Response(body, { headers: { 'Content-Type': type } }).formData();
}

function isOver(body: Buffer, mark: string, most: number): boolean {
  let count = 0;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

function whyNotOurs(form: FormData): 400 | 413 | undefined {
  let fields = 0;
  let letters = 0;
  for (const [name, value] of form) {
    fields += 1;
    // A file where words belong is none of ours either: uploads have a reader of their own.
    if (fields > MOST_FIELDS || !FIELD.test(name) || typeof value !== 'string') return 400;
    letters += value.length;
  }
  return letters > MOST_LETTERS ? 413 : undefined;
}
