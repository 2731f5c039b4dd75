import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';

const here = import.meta.dirname;

/** The follower to run: in C where that can be compiled into `folder`, else in JavaScript. */
export function makeFollower(folder: string): { command: string[]; cheap: boolean } {
  const program = path.join(folder, 'follow');
  const made = spawnSync('gcc', ['-O2', '-o', program, path.join(here, 'follow.c')], { stdio: 'ignore' });
  if (made.status === 0) return { command: [program], cheap: true };
  return { command: [process.execPath, path.join(here, 'follow.mjs')], cheap: false };
}

export type Report = { got: number; extra: number; p50: number; p99: number; max: number };

/** Many followers of one stream in a process of their own. Times are microseconds. */
export class Followers {
  readonly #process: ChildProcess;
  readonly #lines: [word: string, ...numbers: number[]][] = [];
  readonly #wake = new Set<() => void>();
  refused = 0;
  closed = 0;

  constructor(command: readonly string[], port: number, where: string, count: number, catchUp?: CatchUp) {
    const [program = '', ...first] = command;
    const more = catchUp ? [String(catchUp.owed), catchUp.lastEventId] : [];
    const words = [...first, String(port), where, String(count), '100', ...more];
    this.#process = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    readline.createInterface({ input: this.#process.stdout! }).on('line', (line) => {
      const [word = '', ...numbers] = line.split(' ');
      if (word === 'refused') this.refused++;
      else if (word === 'closed') this.closed++;
      else this.#lines.push([word, ...numbers.map(Number)]);
      for (const wake of this.#wake) wake();
      this.#wake.clear();
    });
  }

  /** The numbers of the first line that begins so, once it is there; undefined if it does not come. */
  async hears(word: string, first?: number, withinMs = 60_000): Promise<number[] | undefined> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const index = this.#lines.findIndex(
        ([name, number]) => name === word && (first === undefined || number === first),
      );
      if (index >= 0) return this.#lines.splice(index, 1)[0]!.slice(1) as number[];
      if (Date.now() > deadline) return undefined;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.#wake.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async report(): Promise<Report> {
    this.#process.stdin!.write('report\n');
    const [got = 0, extra = 0, p50 = 0, p99 = 0, max = 0] = (await this.hears('report')) ?? [];
    return { got, extra, p50, p99, max };
  }

  async leave(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill();
    await gone;
  }
}

export type CatchUp = { owed: number; lastEventId: string };
