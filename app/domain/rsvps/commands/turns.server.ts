/** The most that is done together. */
const MOST = 100;
/** Who hangs, on a database that went away, must not hold up those behind for longer; in milliseconds. */
const LIMIT = 5_000;

interface Asked<Job, Result> {
  job: Job;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Work for one key, one piece at a time and in the order it was asked for. What comes while a piece is
 * under way is done together as the next: nobody waits for company, and a rush shares its transactions.
 */
export class Turns<Job, Result> {
  readonly #queues = new Map<string, Asked<Job, Result>[]>();

  constructor(
    private readonly work: (key: string, jobs: Job[]) => Promise<Result[]>,
    /** Whether a failure is the fault of one job; then each is done alone, that the others be spared. */
    private readonly isOfOne: (error: unknown) => boolean,
  ) {}

  ask(key: string, job: Job): Promise<Result> {
    return new Promise((resolve, reject) => {
      const asked = { job, resolve, reject };
      const queue = this.#queues.get(key);
      if (queue) {
        queue.push(asked);
        return;
      }
      this.#queues.set(key, [asked]);
      void this.#run(key);
    });
  }

  async #run(key: string): Promise<void> {
    for (let queue = this.#queues.get(key); queue; queue = this.#queues.get(key)) {
      const turn = queue.splice(0, MOST);
      if (turn.length === 0) break;
      await atMost(this.#do(key, turn), LIMIT);
    }
    this.#queues.delete(key);
  }

  async #do(key: string, turn: Asked<Job, Result>[]): Promise<void> {
    try {
      const results = await this.work(
        key,
        turn.map(({ job }) => job),
      );
      for (const [place, { resolve }] of turn.entries()) resolve(results[place]!);
    } catch (error) {
      if (turn.length > 1 && this.isOfOne(error)) {
        for (const asked of turn) await this.#do(key, [asked]);
        return;
      }
      for (const { reject } of turn) reject(error);
    }
  }
}

async function atMost(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
  clearTimeout(timer);
}
