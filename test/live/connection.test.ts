import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LiveChange, LiveConnection, type LiveStatus } from '#app/live/connection';
import { cursorAt, readCursor, readSince } from '#app/live/cursor';

/** A browser's EventSource, as far as it can be told apart from outside. */
class Source extends EventTarget {
  readyState = 0;
  constructor(readonly url: string) {
    super();
  }
  close(): void {
    this.readyState = 2;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  breaks(): void {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }
  isRefused(): void {
    this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }
  says(name: string, data: string, lastEventId = ''): void {
    this.dispatchEvent(new MessageEvent(name, { data, lastEventId }));
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
const window = new EventTarget();
const navigator = { onLine: true };
let sources: Source[] = [];
let changes: LiveChange<{ id: string; text: string }>[] = [];
let statuses: LiveStatus[] = [];
let reloads = 0;
let live: LiveConnection<{ id: string; text: string }>;
const newest = () => sources.at(-1)!;
const post = (seq: number, text = `${seq}`) =>
  newest().says('added', JSON.stringify({ id: `p${seq}`, text }), `hashtag:a:${seq}`);
const seen = () => changes.map(({ id }) => id);

function follow(since = 'hashtag:a:1'): void {
  live = new LiveConnection(
    '/live/a/stream',
    since,
    {
      onChange: (change) => changes.push(change),
      onStatus: (status) => statuses.push(status),
      onReload: () => reloads++,
    },
    {
      open: (url) => {
        sources.push(new Source(url));
        return newest() as unknown as EventSource;
      },
      document: page as unknown as Document,
      window: window as unknown as Window,
      navigator,
      random: () => 1,
    },
  );
  live.start();
}

function show(state: DocumentVisibilityState): void {
  page.visibilityState = state;
  page.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  changes = [];
  statuses = [];
  reloads = 0;
  navigator.onLine = true;
  page.visibilityState = 'visible';
});
afterEach(() => {
  live?.stop();
  vi.useRealTimers();
});

test('a cursor is safe in a header and comes back as it was, whatever the name', () => {
  for (const name of ['612rencontres', 'café', 'a:b', 'x,y z', '日本', "l'été(2)"]) {
    const cursor = cursorAt(`hashtag:${name}`, 12);
    expect(cursor).toMatch(/^[\x21-\x7e]+$/);
    expect(cursor).not.toContain(',');
    expect(readCursor(cursor)).toEqual({ stream: `hashtag:${name}`, seq: 12 });
  }
  for (const bad of ['', 'hashtag:a', 'hashtag:a:-1', 'hashtag:%ff:1', 'a:b:c:1', 'hashtag:a:1e3']) {
    expect(readCursor(bad)).toBeUndefined();
  }
});

test('the places of a reader of several streams', () => {
  const streams = ['hashtag:a', 'topic:b'];
  const { places, unreadable } = readSince('hashtag:a:3,topic:b:4', streams);
  expect([...places]).toEqual([
    ['hashtag:a', 3],
    ['topic:b', 4],
  ]);
  expect(unreadable).toBe(false);
  expect(readSince('7', ['hashtag:a']).places.get('hashtag:a')).toBe(7);
  expect(readSince('7', streams).unreadable).toBe(true);
  expect(readSince('hashtag:c:1', streams).unreadable).toBe(true);
  expect(readSince('', streams).unreadable).toBe(false);
});

test('continues where the page was rendered, hands each entry on once, in order', () => {
  follow();
  expect(newest().url).toBe('/live/a/stream?since=hashtag%3Aa%3A1');
  newest().opens();
  for (const seq of [1, 2, 2, 3, 2]) post(seq);
  newest().says('removed', '{"id":"p2"}', 'hashtag:a:4');
  expect(seen()).toEqual(['hashtag:a:1', 'hashtag:a:2', 'hashtag:a:3', 'hashtag:a:4']);
  expect(changes.at(-1)).toEqual({ id: 'hashtag:a:4', change: 'removed', data: { id: 'p2' } });
  expect(statuses).toEqual(['live']);
});

test('keeps the cursors of several streams', () => {
  follow('hashtag:a:1,topic:b:7');
  post(5);
  expect(live.cursor).toBe('topic:b:7,hashtag:a:5');
});

test('a broken connection is the browser’s affair, a refused one is ours, later and later', () => {
  follow();
  newest().opens();
  post(2);
  newest().breaks();
  expect(statuses.at(-1)).toBe('connecting');
  expect(sources).toHaveLength(1);
  newest().opens();
  newest().isRefused();
  expect(statuses.at(-1)).toBe('offline');
  for (const wait of [1_000, 2_000, 4_000]) {
    const before = sources.length;
    vi.advanceTimersByTime(wait - 1);
    expect(sources).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(before + 1);
    newest().isRefused();
  }
  expect(newest().url).toBe('/live/a/stream?since=hashtag%3Aa%3A2');
});

test('a silent connection is dead after three heartbeats', () => {
  follow();
  newest().opens();
  vi.advanceTimersByTime(40_000);
  newest().says('beat', '');
  vi.advanceTimersByTime(40_000);
  expect(sources).toHaveLength(1);
  vi.advanceTimersByTime(5_000);
  expect(sources).toHaveLength(2);
  expect(sources[0]!.readyState).toBe(2);
  sources[0]!.says('added', '{"id":"late"}', 'hashtag:a:9');
  expect(changes).toEqual([]);
});

test('a tab hidden for 30 s lets go of its stream and catches up when looked at', () => {
  follow();
  newest().opens();
  post(2);
  show('hidden');
  vi.advanceTimersByTime(29_000);
  show('visible');
  expect(sources).toHaveLength(1);
  newest().says('beat', '');
  show('hidden');
  vi.advanceTimersByTime(30_000);
  expect(newest().readyState).toBe(2);
  window.dispatchEvent(new Event('online'));
  vi.advanceTimersByTime(120_000);
  expect(sources).toHaveLength(1);
  show('visible');
  expect(newest().url).toContain(encodeURIComponent('hashtag:a:2'));
  newest().opens();
  expect(statuses.at(-1)).toBe('live');
});

test('the back button’s frozen page does the same', () => {
  follow();
  window.dispatchEvent(new Event('pagehide'));
  expect(newest().readyState).toBe(2);
  window.dispatchEvent(new Event('pageshow'));
  expect(sources).toHaveLength(2);
});

test('offline and online again', () => {
  follow();
  newest().opens();
  navigator.onLine = false;
  window.dispatchEvent(new Event('offline'));
  expect(statuses.at(-1)).toBe('offline');
  expect(newest().readyState).toBe(2);
  navigator.onLine = true;
  window.dispatchEvent(new Event('online'));
  expect(sources).toHaveLength(2);
});

test('paused until the reader resumes, whatever happens meanwhile', () => {
  follow();
  newest().opens();
  live.pause();
  window.dispatchEvent(new Event('offline'));
  window.dispatchEvent(new Event('online'));
  vi.advanceTimersByTime(120_000);
  expect(statuses.at(-1)).toBe('paused');
  expect(sources).toHaveLength(1);
  live.resume();
  expect(sources).toHaveLength(2);
});

test('what the server asks for: reload, come back later, gone', () => {
  follow();
  newest().opens();
  newest().says('reload', '{}', 'hashtag:a:40');
  expect(reloads).toBe(1);
  expect(live.cursor).toBe('hashtag:a:40');
  newest().says('reconnect', '{"after":2500}');
  expect(newest().readyState).toBe(2);
  vi.advanceTimersByTime(2_499);
  expect(sources).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(sources).toHaveLength(2);
  newest().says('gone', '{}');
  expect(reloads).toBe(2);
  expect(newest().readyState).toBe(2);
});

test('stopped, it leaves nothing behind', () => {
  follow();
  live.stop();
  window.dispatchEvent(new Event('online'));
  show('visible');
  expect(vi.getTimerCount()).toBe(0);
  expect(sources).toHaveLength(1);
});
