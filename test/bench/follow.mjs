/*
 * What follow.c does, for machines without a C compiler; see there for what it says. It costs several times
 * as much, so the figures it gives say more about itself.
 */
import net from 'node:net';
import readline from 'node:readline';

const [port, path, connections, atOnce, owedText = '0', lastEventId] = process.argv.slice(2);
const total = Number(connections);
const owed = Number(owedText);
const head = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\n`;
const request = `${head}${lastEventId ? `Last-Event-ID: ${lastEventId}\r\n` : ''}\r\n`;
const MARK = 26;
const started = nowUs();
const arrived = new Map();
let latencies = [];
let [opened, ready, caught, extra] = [0, 0, 0, 0];

function nowUs() {
  return Number(process.hrtime.bigint() / 1000n);
}

const say = (...words) => process.stdout.write(`${words.join(' ')}\n`);

function openNext() {
  if (opened === total) return;
  opened++;
  let [tail, last, got] = ['', -1, 0];
  const socket = net.connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
  socket.once('connect', () => socket.write(request));
  socket.once('data', (first) => {
    if (!first.toString('latin1').startsWith('HTTP/1.1 200')) say('refused', 1, 0);
    if (owed) return;
    if (++ready === total) say('ready', total, nowUs());
    openNext();
  });
  socket.on('data', (bytes) => {
    const text = tail + bytes.toString('latin1');
    const now = nowUs();
    let at = text.indexOf('@@');
    for (; at >= 0 && text.length - at >= MARK; at = text.indexOf('@@', at + MARK)) {
      const seq = Number(text.slice(at + 2, at + 10));
      if (owed) {
        if (++got < owed) continue;
        socket.resetAndDestroy();
        if (++caught === total) say('caught', nowUs() - started, 0);
        return openNext();
      }
      if (seq <= last) {
        extra++;
        continue;
      }
      last = seq;
      latencies.push(now - Number(text.slice(at + 10, at + MARK)));
      arrived.set(seq, (arrived.get(seq) ?? 0) + 1);
      if (arrived.get(seq) === total) say('done', seq, now);
    }
    tail = at >= 0 ? text.slice(at) : text.endsWith('@') ? '@' : '';
  });
  socket.on('error', () => say('closed', 1, 0));
}

readline.createInterface({ input: process.stdin }).on('line', () => {
  const sorted = Float64Array.from(latencies).sort();
  const at = (part) => sorted[Math.floor(sorted.length * part)] ?? 0;
  const { user, system } = process.cpuUsage();
  say('report', sorted.length, extra, at(0.5), at(0.99), sorted.at(-1) ?? 0, user + system);
  latencies = [];
  extra = 0;
});
process.stdin.on('end', () => process.exit(0));
for (let i = 0; i < Number(atOnce); i++) openNext();
