import type { IncomingMessage } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** The first of our encodings the reader takes (RFC 9110 section 12.5.3; quality 0 is a refusal). */
export function encodingFor(req: IncomingMessage): Encoding {
  const accepted = req.headers['accept-encoding'] ?? '';
  const takes = (name: string) =>
    accepted.includes(name) && !new RegExp(`${name};\\s*q=0(\\.0*)?(,|$)`).test(accepted);
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
}

const COMPRESS: Record<Encoding, (body: Buffer, quality: number) => Buffer> = {
  br: (body, quality) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  gzip: (body) => gzipSync(body, { level: 6 }),
  identity: (body) => body,
};

/**
 * A whole page, compressed in one go: piece by piece it would cost ten times as much, and weigh more.
 * @param isKept it goes to many: Brotli then takes twice the time for a twentieth less
 */
export const compressed = (body: Buffer, encoding: Encoding, isKept = false): Buffer =>
  COMPRESS[encoding](body, isKept ? 5 : 4);
