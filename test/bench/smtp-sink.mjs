/**
 * An SMTP server that takes every letter and forgets it, in a process of its own. Says its port; asked for
 * a number of letters, it says when it has them all, and one of them.
 */
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

let taken = 0;
let wanted = Number.POSITIVE_INFINITY;
let last = Buffer.alloc(0);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  async onData(stream, _session, done) {
    last = await buffer(stream);
    done();
    taken += 1;
    if (taken === wanted) tell();
  },
});
server.on('error', () => undefined);
// Its answers are as small as the letters' pieces, and would wait as they would.
server.server.on('connection', (socket) => socket.setNoDelay(true));

const tell = () => process.send?.({ taken, at: Date.now(), raw: last.toString('base64') });

process.on('message', (/** @type {{ expect: number } | 'count'} */ asked) => {
  if (asked === 'count') return tell();
  wanted = asked.expect;
  taken = 0;
});
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  const address = /** @type {import('node:net').AddressInfo} */ (server.server.address());
  process.send?.({ port: address.port });
});
