/**
 * What a mailing is measured beside: Nodemailer alone, sending the same parts as often to the same server.
 * Called with a port, a number of letters and a file that holds one letter; says how long it took, in ms.
 */
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';

const [port, count, file = ''] = process.argv.slice(2);
const letter = await simpleParser(await readFile(file), { skipHtmlToText: true, keepCidLinks: true });
const calendar = letter.attachments.find(({ contentType }) => contentType === 'text/calendar');
const pictures = letter.attachments.filter(({ contentType }) => contentType.startsWith('image/'));

const transport = createTransport(
  /** @type {import('nodemailer/lib/smtp-pool').Options} */ ({
    pool: true,
    maxConnections: 5,
    maxMessages: Number.POSITIVE_INFINITY,
    port: Number(port),
    // As our own letters are sent: without it each piece waits for the last one's echo.
    getSocket: (_options, callback) => {
      const socket = net.connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
      socket.once('error', (error) => callback(error, undefined));
      socket.once('connect', () => callback(null, { connection: socket }));
    },
  }),
);
const send = (/** @type {number} */ n) =>
  transport.sendMail({
    from: 'bench@example.org',
    to: `bare${n}@example.org`,
    subject: letter.subject,
    text: letter.text,
    html: letter.html || '',
    alternatives: calendar && [
      { contentType: 'text/calendar; charset=UTF-8; method=REQUEST', content: calendar.content },
    ],
    attachments: pictures.map(({ cid, content }) => ({ cid, content, contentType: 'image/png' })),
  });

// The first ones open the connections and are the compiler's.
await Promise.all(Array.from({ length: 100 }, (_, n) => send(n)));
const began = performance.now();
await Promise.all(Array.from({ length: Number(count) }, (_, n) => send(n)));
console.log(String(performance.now() - began));
transport.close();
