import { plainPage } from './plain-page.server';

/** Our forms' fields have plain names; conform would read others as paths, and build whatever they spell. */
const FIELD = /^[A-Za-z][\w-]{0,40}$/;
const MOST_FIELDS = 100;

/**
 * The two ways a browser sends a form (RFC 7578; WHATWG URL 5). Whatever else is written in the header could be
 * read in one way here and in another by who takes the body apart.
 */
const ENCODED = /^application\/x-www-form-urlencoded(;\s*charset=[\w-]+)?$/i;
const IN_PARTS = /^multipart\/form-data;\s*boundary=("?)([\w'()+,./:=?-]{1,70})\1$/i;

/**
 * The fields of a posted form.
 * @throws a 400 page where the body is no form of ours (a broken multipart, another content type, odd names)
 */
export async function readForm(request: Request): Promise<FormData> {
  const form = await parse(request).catch(() => undefined);
  // conform's own, for buttons we do not have: they would be trusted to be JSON.
  for (const name of ['__intent__', '__state__']) form?.delete(name);
  if (form && isOurs(form)) return form;
  const { headers, html } = plainPage(400);
  throw new Response(html, { status: 400, headers: [...headers] });
}

/** Fields are counted before they are taken apart: two hundred thousand empty ones fit into 10 MB, and took seconds. */
async function parse(request: Request): Promise<FormData | undefined> {
  const type = request.headers.get('Content-Type') ?? '';
  const boundary = IN_PARTS.exec(type)?.[2];
  const mark = boundary ? `--${boundary}` : ENCODED.test(type) ? '&' : undefined;
  if (!mark) return undefined;
  const body = Buffer.from(await request.arrayBuffer());
  if (isOver(body, mark, MOST_FIELDS + 1)) return undefined;
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

function isOurs(form: FormData): boolean {
  const fields = [...form];
  // A file where words belong is none of ours either: uploads have a reader of their own.
  const isPlain = ([name, value]: [string, unknown]) => FIELD.test(name) && typeof value === 'string';
  return fields.length <= MOST_FIELDS && fields.every(isPlain);
}
