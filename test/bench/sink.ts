import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** How long letters may take to come, in milliseconds. */
const PATIENCE = 120_000;

export type Sink = {
  url: string;
  port: number;
  /** Counts from here; resolves when so many letters have come, with the time of the last and its bytes. */
  expect(letters: number): { taken: Promise<{ at: number; raw: Buffer }> };
  /** Letters since then. */
  count(): Promise<number>;
  stop(): Promise<void>;
};

type Told = { taken: number; at: number; raw: string };

/** The mail server of the benches, in a process of its own. */
export async function startSink(): Promise<Sink> {
  const child = fork(path.join(import.meta.dirname, 'smtp-sink.mjs'), { execArgv: [] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    expect(letters) {
      child.send({ expect: letters });
      const taken = new Promise<{ at: number; raw: Buffer }>((resolve, reject) => {
        const late = () => reject(new Error(`${letters} letters did not come in ${PATIENCE / 1_000} s`));
        const timer = setTimeout(late, PATIENCE);
        const listen = (told: Told) => {
          if (told.taken < letters) return;
          clearTimeout(timer);
          child.off('message', listen);
          resolve({ at: told.at, raw: Buffer.from(told.raw, 'base64') });
        };
        child.on('message', listen);
      });
      return { taken };
    },
    async count() {
      child.send('count');
      const [told] = (await once(child, 'message')) as [Told];
      return told.taken;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
