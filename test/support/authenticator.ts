import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/* An authenticator in software (WebAuthn Level 3, sections 6.1 and 6.5): what a browser would send for it. */

const b64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

/** CBOR (RFC 8949) of the few kinds of things that are said here. */
function cbor(value: unknown): Buffer {
  const head = (major: number, length: number) =>
    length < 24
      ? Buffer.from([(major << 5) | length])
      : length < 256
        ? Buffer.from([(major << 5) | 24, length])
        : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
}

export interface Ceremony {
  challenge: string;
  /** Of the page, as the browser saw it. */
  origin?: string;
  rpId?: string;
  /** Whether its person was checked: PIN, face, finger. */
  verified?: boolean;
}

export class SoftAuthenticator {
  readonly id = b64(randomBytes(16));
  readonly #key: KeyObject;
  readonly #cose: Buffer;
  #counter = 0;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    // EC2, ES256, P-256 (RFC 9053)
    this.#cose = cbor(
      new Map<number, unknown>([
        ...([
          [1, 2],
          [3, -7],
          [-1, 1],
        ] as [number, number][]),
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
  }

  register(asked: Ceremony) {
    const length = Buffer.alloc(2);
    const id = Buffer.from(this.id, 'base64url');
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.#cose]);
    const authData = Buffer.concat([this.#data(asked, 0x40), attested]);
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return this.#answer(asked, 'webauthn.create', {
      attestationObject: b64(attestationObject),
      transports: ['internal'],
    });
  }

  authenticate(asked: Ceremony) {
    const authData = this.#data(asked, 0);
    const client = this.#client(asked, 'webauthn.get');
    const signature = createSign('SHA256')
      .update(Buffer.concat([authData, sha256(client)]))
      .sign(this.#key);
    return this.#answer(asked, 'webauthn.get', {
      authenticatorData: b64(authData),
      signature: b64(signature),
    });
  }

  #client({ challenge, origin = 'http://localhost:3000' }: Ceremony, type: string) {
    return JSON.stringify({ type, challenge, origin, crossOrigin: false });
  }

  #answer(asked: Ceremony, type: string, response: object) {
    const clientDataJSON = b64(this.#client(asked, type));
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { ...response, clientDataJSON },
    };
  }

  #data({ rpId = 'localhost', verified = true }: Ceremony, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.#counter);
    return Buffer.concat([sha256(rpId), Buffer.from([0x01 | (verified ? 0x04 : 0) | flags]), counter]);
  }
}
