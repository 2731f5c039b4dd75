import net from 'node:net';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import type { Address, Mail, Picture } from './mail';

/** What became of an attempt. Only `accepted` means that the server has the letter. */
export type Outcome =
  | { state: 'accepted' }
  /** Nothing is wrong for good: a 4xx, a time-out, a server that is away (then it is unreachable). */
  | { state: 'try-later'; reason: string; unreachable?: boolean }
  /** The server knows that this address takes no mail. */
  | { state: 'refused-address'; code: number; reason: string }
  /** This letter is refused, for what it says or how it is made; its address is none the worse. */
  | { state: 'refused-letter'; reason: string }
  /** The server refuses us, so it would refuse every letter. */
  | { state: 'broken-account'; reason: string };

/** Carries letters to an SMTP server. */
export interface Post {
  /** Never rejects. An aborted attempt counts as `try-later`. */
  send(mail: Mail, signal?: AbortSignal): Promise<Outcome>;
  /** Whether the server takes us at all: connects, greets and signs in, sends nothing. */
  probe(): Promise<Outcome>;
  close(): void;
}

interface PostOptions {
  smtpUrl: string;
  from: Address;
  /** How long a server may be silent, in milliseconds. */
  patience?: number;
}

/** As many as a provider's smallest plan allows, and enough for over a thousand letters a second. */
export const CONNECTIONS = 5;

const PATIENCE_MS = 60_000;

// C0 and C1 controls, and Unicode's line ends.
const CONTROLS = /[\p{Cc}\u2028\u2029]/u;

function refuseControls(mail: Mail, from: Address): void {
  const headers = [
    mail.subject,
    mail.messageId,
    mail.unsubscribeUrl,
    mail.fromName,
    mail.house,
    ...[from, mail.to, mail.replyTo].flatMap((end) => [end?.name, end?.address]),
  ];
  if (headers.some((header) => header && CONTROLS.test(header))) {
    throw new Error('A header holds control characters');
  }
}

const parts = new WeakMap<Picture, string>();

/** A picture as it goes out, encoded once for all the letters that carry it (RFC 2045 section 6.8). */
function partOf(picture: Picture): string {
  let part = parts.get(picture);
  if (!part) {
    part = [
      'Content-Type: image/png',
      `Content-Id: <${picture.cid}>`,
      'Content-Disposition: inline',
      'Content-Transfer-Encoding: base64',
      '',
      ...(picture.png.toString('base64').match(/.{1,76}/g) ?? []),
    ].join('\r\n');
    parts.set(picture, part);
  }
  return part;
}

/**
 * A letter as Nodemailer is to compose it: one multipart/alternative of text, HTML with its pictures,
 * and last, as the richest, the calendar part (RFC 2046 section 5.1.4; RFC 6047 section 2.4 wants the
 * method on the part as well). Nodemailer's own `icalEvent` would add a second copy as an attachment.
 * @throws where a header would hold a line break
 */
function compose(mail: Mail, from: Address) {
  refuseControls(mail, from);
  const { calendar, unsubscribeUrl } = mail;
  const house = mail.house ?? from.name;
  const name = mail.fromName ? `${mail.fromName} via ${house}` : house;
  return {
    from: { name, address: from.address },
    to: mail.to,
    replyTo: mail.replyTo,
    envelope: { from: from.address, to: [mail.to.address] },
    subject: mail.subject,
    messageId: mail.messageId,
    headers: {
      'Content-Language': mail.language,
      // RFC 3834 section 5: an absent reader's answering machine stays silent.
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl && {
        // RFC 8058 section 3.1.
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    text: mail.text,
    html: mail.html,
    alternatives: calendar && [
      { contentType: `text/calendar; charset=UTF-8; method=${calendar.method}`, content: calendar.content },
    ],
    attachments: mail.images.map((picture) => ({ cid: picture.cid, raw: partOf(picture) })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The bytes of a letter, for an instance that keeps its letters. */
export function bytesOf(mail: Mail, from: Address): Promise<Buffer> {
  return new MailComposer(compose(mail, from)).compile().build();
}

/** A letter's bytes go out in small writes, each of which would wait for the last one's echo (14 times slower). */
function connect(host: string, port: number, patience: number): SMTPPool.Options['getSocket'] {
  return (_options, callback) => {
    const socket = net.connect({ host, port, noDelay: true, autoSelectFamily: true });
    const end = (error: Error | null) => {
      socket.off('connect', connected).off('error', end).off('timeout', late).setTimeout(0);
      if (error) socket.destroy();
      callback(error, error ? undefined : { connection: socket });
    };
    const connected = () => end(null);
    const late = () => end(new Error(`No connection to ${host}:${port}`));
    socket.once('connect', connected).once('error', end).once('timeout', late).setTimeout(patience);
  };
}

/** What Nodemailer says of a failure. */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** Words of servers that would take our letter, were we but signed in. */
const NOT_SIGNED_IN = /relay|authenticat|not authori[sz]ed to send/i;

/** Commands that a greeted client sends for one letter. */
const inTransaction = (command: string) => /^(MAIL|RCPT|DATA)/.test(command);

/** What a failure means for the letter, for its address and for the letters behind it. */
function outcomeOf(error: SmtpError): Outcome {
  const { code, command = '', responseCode = 0 } = error;
  const reason = (error.response ?? error.message).replace(/\s+/g, ' ').slice(0, 500);
  const permanent = responseCode >= 500;
  if (responseCode >= 400 && !permanent) return { state: 'try-later', reason };
  if (code === 'EAUTH' || code === 'ETLS' || responseCode === 530 || responseCode === 535) {
    return { state: 'broken-account', reason };
  }
  // A message we could not even build will not be better tomorrow.
  if (code === 'EMESSAGE' && !permanent) return { state: 'refused-letter', reason };
  if (!permanent)
    return { state: 'try-later', reason, unreachable: responseCode === 0 && !inTransaction(command) };
  if (command.startsWith('RCPT') && !NOT_SIGNED_IN.test(reason)) {
    return { state: 'refused-address', code: responseCode, reason };
  }
  if (command.startsWith('DATA') || command === 'API' || responseCode === 552) {
    return { state: 'refused-letter', reason };
  }
  // The banner, EHLO, our own address at MAIL FROM, relaying: not this letter's fault.
  return { state: 'broken-account', reason };
}

/** A post with a few lasting connections. */
export function openPost({ smtpUrl, from, patience = PATIENCE_MS }: PostOptions): Post {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (secure ? 465 : 587);
  const auth = url.username
    ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    : undefined;
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: 500,
    // Nodemailer tries again only what it had not begun to send.
    maxRequeues: 1,
    host,
    port,
    secure,
    auth,
    // Credentials never leave in the clear, but for a relay on this very machine.
    requireTLS: Boolean(auth) && !secure && !isLoopback(host),
    getSocket: connect(host, port, patience),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  } as SMTPPool.Options);
  transport.on('error', () => undefined);

  return {
    async send(mail, signal) {
      let composed: ReturnType<typeof compose>;
      try {
        composed = compose(mail, from);
      } catch (error) {
        return { state: 'refused-letter', reason: (error as Error).message };
      }
      try {
        await transport.sendMail({ ...composed, signal } as SMTPPool.MailOptions);
        return { state: 'accepted' };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
    async probe() {
      try {
        await transport.verify();
        return { state: 'accepted' };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');
