import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message as the server took it. */
export interface Taken {
  from: string;
  to: string[];
  raw: Buffer;
}

/** What the server is to answer; a refusal is a code and a text. */
export interface Script {
  /** Called when a sender connects. */
  connect?: () => Refusal | undefined;
  auth?: () => Refusal | undefined;
  rcpt?: (address: string) => Refusal | undefined;
  /** After the whole message; `stall` never answers, `drop` hangs up. */
  data?: (taken: Taken) => Refusal | 'stall' | 'drop' | undefined | Promise<Refusal | undefined>;
  /** Every `DATA` is cut off after its first bytes. */
  dropInData?: () => boolean;
}

export type Refusal = [code: number, text: string];

const refusal = ([responseCode, text]: Refusal) => Object.assign(new Error(text), { responseCode });

/** A real SMTP server that does what it is told, and remembers what it took. */
export async function startSmtp(script: Script = {}, options: SMTPServerOptions = {}) {
  const taken: Taken[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: script.auth ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true,
    logger: false,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections += 1;
      const refused = script.connect?.();
      done(refused && refusal(refused));
    },
    onAuth(_auth, _session, done) {
      const refused = script.auth?.();
      if (refused) done(refusal(refused));
      else done(null, { user: 'perchoir' });
    },
    onRcptTo({ address }, _session, done) {
      const refused = script.rcpt?.(address);
      done(refused && refusal(refused));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      const hangUp = () => {
        for (const socket of sockets) socket.destroy();
      };
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (script.dropInData?.()) hangUp();
      });
      stream.on('end', async () => {
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        const to = session.envelope.rcptTo.map((one) => one.address);
        const message = { from, to, raw: Buffer.concat(chunks) };
        const said = await script.data?.(message);
        if (said === 'stall') return;
        if (said === 'drop') return hangUp();
        if (said) return done(refusal(said));
        taken.push(message);
        done();
      });
    },
    ...options,
  });
  // A client that hangs up is part of the play.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    urlSignedIn: `smtp://perchoir:secret@127.0.0.1:${port}`,
    taken,
    connections: () => connections,
    recipients: () => taken.flatMap((message) => message.to),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export const parse = (raw: Buffer): Promise<ParsedMail> => simpleParser(raw);

/** One part of a MIME message, by its own headers, in the order of the wire. */
interface Part {
  type: string;
  headers: string;
  body: string;
  parts: Part[];
}

/** Takes a message apart by its boundaries, and by nothing a parser might put right. */
export function partsOf(message: string): Part {
  const end = message.indexOf('\r\n\r\n');
  const headers = message.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const body = message.slice(end + 4);
  const type = /^Content-Type: *([^;\r\n]+)/im.exec(headers)?.[1]?.toLowerCase() ?? 'text/plain';
  const boundary = /boundary="?([^";\r\n]+)"?/i.exec(headers)?.[1];
  const parts = boundary
    ? `\r\n${body}`
        .split(`\r\n--${boundary}`)
        .slice(1, -1)
        .map((part) => partsOf(part.replace(/^\r\n/, '')))
    : [];
  return { type, headers, body, parts };
}
