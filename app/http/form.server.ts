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
  const form = await fieldsOf(request);
  // A file where words belong is none of ours.
  if (form && ![...form].some(([, value]) => typeof value !== 'string')) return form;
  throw malformed();
}

/** A form that brings a file, and what was typed beside it. */
export interface Upload {
  form: FormData;
  /** Empty where none was chosen. */
  bytes: Buffer;
}

/**
 * The fields of a posted form with one file in it; the file is taken out of them.
 * @throws a 400 page where the body is no form of ours, or brings other files
 */
export async function readUpload(request: Request, field = 'picture'): Promise<Upload> {
  const form = await fieldsOf(request);
  if (!form) throw malformed();
  const files = [...form].filter(([, value]) => typeof value !== 'string');
  if (files.length > 1 || files.some(([name]) => name !== field)) throw malformed();
  const file = form.get(field);
  form.delete(field);
  return { form, bytes: file instanceof Blob ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0) };
}

async function fieldsOf(request: Request): Promise<FormData | undefined> {
  const form = await parse(request).catch(() => undefined);
  // conform's own, for buttons we do not have: they would be trusted to be JSON.
  for (const name of ['__intent__', '__state__']) form?.delete(name);
  return form && isOurs(form) ? form : undefined;
}

function malformed(): Response {
  const { headers, html } = plainPage(400);
  return new Response(html, { status: 400, headers: [...headers] });
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
  return fields.length <= MOST_FIELDS && fields.every(([name]) => FIELD.test(name));
}
