import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clientKey, type Kept, Outbox, type Outcome } from '#app/live/outbox';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

class Shelf implements Storage {
  readonly items = new Map<string, string>();
  full = false;
  get length() {
    return this.items.size;
  }
  clear = () => this.items.clear();
  key = (index: number) => [...this.items.keys()][index] ?? null;
  getItem = (key: string) => this.items.get(key) ?? null;
  removeItem = (key: string) => void this.items.delete(key);
  setItem = (key: string, value: string) => {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  };
}

let storage: Shelf;
let sent: Kept[];
let answers: (Outcome | Error)[];
const outboxes: Outbox[] = [];

function open(owner = 'zoe'): Outbox {
  const outbox = new Outbox({
    owner,
    storage,
    random: () => 1,
    send: async (kept) => {
      sent.push(kept);
      const answer = answers.shift() ?? 'accepted';
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  outboxes.push(outbox);
  return outbox;
}

const texts = (kept: readonly Kept[]) => kept.map(({ fields }) => fields.text);

beforeEach(() => {
  vi.useFakeTimers();
  storage = new Shelf();
  sent = [];
  answers = [];
});
afterEach(() => {
  for (const outbox of outboxes.splice(0)) outbox.close();
  vi.useRealTimers();
});

test('kept, sent with its key, dropped when acknowledged', async () => {
  const outbox = open();
  const form = new FormData();
  form.set('text', 'hello');
  form.set('photo', new Blob(['x']));
  const { key } = outbox.keep('/live/a', form);
  expect(key).toMatch(UUID);
  expect(JSON.parse(storage.getItem(`outbox:zoe:${key}`)!)).toMatchObject({ key });
  await outbox.flush();
  expect(sent).toMatchObject([{ to: '/live/a', fields: { text: 'hello', client_key: key } }]);
  expect(outbox.list()).toEqual([]);
  expect(storage.items.size).toBe(0);
});

test('sent again until it is acknowledged, in the order it was written, under the same key', async () => {
  answers = [new Error('tunnel'), 'later', 'accepted', 'accepted'];
  const outbox = open();
  outbox.keep('/live/a', { text: 'one' });
  outbox.keep('/live/a', { text: 'two' });
  await outbox.flush();
  expect(texts(sent)).toEqual(['one']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(texts(sent)).toEqual(['one', 'one']);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(sent).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(texts(sent)).toEqual(['one', 'one', 'one', 'two']);
  expect(new Set(sent.slice(0, 3).map(({ key }) => key)).size).toBe(1);
  expect(outbox.list()).toEqual([]);
});

test('told to wait, it waits that long and no less, over a reload too, and says so', async () => {
  const inAMinute = Date.now() + 60_000;
  answers = [{ notBefore: inAMinute }];
  const before = open();
  before.keep('/live/a', { text: 'one too many' });
  await before.flush();
  before.keep('/live/a', { text: 'and another' });
  before.close();
  const after = open();
  expect(after.list()[0]).toMatchObject({ notBefore: inAMinute });
  // The network is back, but it was not the network.
  await after.flush();
  await vi.advanceTimersByTimeAsync(59_999);
  expect(texts(sent)).toEqual(['one too many']);
  await vi.advanceTimersByTimeAsync(1);
  expect(texts(sent)).toEqual(['one too many', 'one too many', 'and another']);
  expect(after.list()).toEqual([]);
});

test('survives a reload, and nobody else sends it', async () => {
  answers = ['later'];
  const before = open();
  before.keep('/live/a', { text: 'in the tunnel' });
  await before.flush();
  before.close();
  sent = [];
  const other = open('max');
  await other.flush();
  expect(sent).toEqual([]);
  const after = open();
  expect(texts(after.list())).toEqual(['in the tunnel']);
  await after.flush();
  expect(texts(sent)).toEqual(['in the tunnel']);
});

test('a refusal keeps the text and its reason, lets the others pass, and can be mended', async () => {
  answers = [{ refused: 'too long' }];
  const outbox = open();
  const { key } = outbox.keep('/live/a', { text: 'long long' });
  outbox.keep('/live/a', { text: 'short' });
  await outbox.flush();
  expect(outbox.list()).toMatchObject([{ key, refused: 'too long', fields: { text: 'long long' } }]);
  outbox.resend(key, { text: 'long' });
  await outbox.flush();
  expect(texts(sent)).toEqual(['long long', 'short', 'long']);
  expect(sent[2]!.key).toBe(key);
  expect(outbox.list()).toEqual([]);
});

test('written while another is being sent: sent after it', async () => {
  let release = (_: Outcome) => {};
  const outbox = new Outbox({
    owner: 'zoe',
    storage,
    send: (kept) => {
      sent.push(kept);
      if (sent.length > 1) return Promise.resolve('accepted');
      return new Promise((resolve) => {
        release = resolve;
      });
    },
  });
  outbox.keep('/live/a', { text: 'one' });
  outbox.keep('/live/a', { text: 'two' });
  const done = outbox.flush();
  release('accepted');
  await done;
  expect(texts(sent)).toEqual(['one', 'two']);
});

test('a full, a missing and a spoilt storage lose nothing of what is being written', async () => {
  storage.full = true;
  const outbox = open();
  outbox.keep('/live/a', { text: 'hello' });
  await outbox.flush();
  expect(texts(sent)).toEqual(['hello']);
  for (const spoilt of ['{', '{"a":1}', 'null', '{"key":"k","to":"/","fields":null}']) {
    storage.items.set('outbox:zoe:k', spoilt);
    expect(open().list()).toEqual([]);
  }
});

test('two tabs of one person do not lose each other’s', async () => {
  answers = ['later', 'later', 'later'];
  const [here, there] = [open(), open()];
  here.keep('/live/a', { text: 'here' });
  vi.advanceTimersByTime(1);
  there.keep('/live/a', { text: 'there' });
  await Promise.all([here.flush(), there.flush()]);
  expect(texts(open().list())).toEqual(['here', 'there']);
});

test('tells whoever watches, with the same array until something changes', async () => {
  const outbox = open();
  let told = 0;
  const stop = outbox.subscribe(() => told++);
  expect(outbox.list()).toBe(outbox.list());
  outbox.keep('/live/a', { text: 'hello' });
  await outbox.flush();
  expect(told).toBe(2);
  stop();
  outbox.keep('/live/a', { text: 'hello' });
  expect(told).toBe(2);
});

test('a key without crypto.randomUUID, as on plain http', () => {
  const plain = { getRandomValues: <T>(bytes: T) => crypto.getRandomValues(bytes as never) as T };
  const keys = new Set(Array.from({ length: 100 }, () => clientKey(plain as Crypto)));
  expect(keys.size).toBe(100);
  for (const key of keys) expect(key).toMatch(UUID);
});
